//! Where a cluster lives on disk, and as whom its server runs.

use std::fs;
use std::fs::DirBuilder;
use std::fs::File;
use std::fs::Permissions;
use std::io::ErrorKind;
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::fs::MetadataExt;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::fs::fchown;
use std::os::unix::fs::lchown;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Stdio;

use rustix::process::geteuid;
use sha2::Digest;
use sha2::Sha256;

use crate::postgres::PostgresError;

/// A socket's path ends at 103 bytes on macOS (107 on Linux), of which the file's name takes 14.
const SOCKET_FOLDER_BYTES_MAX: usize = 88;

/// What the server needs of our environment; anything else (secrets, `PGPORT`) it must not see.
const ENVIRONMENT: [&str; 3] = ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"];

/// Another user, whom the server runs as because it refuses to be root.
#[derive(Clone, Copy)]
struct Account {
    uid: u32,
    gid: u32,
}

/// The folder below which clusters live, one for each major version.
pub(super) struct Base {
    path: PathBuf,
    account: Option<Account>,
}

impl Base {
    /// Makes the data folder, or one under `/var/tmp` when the server's user cannot get there.
    pub(super) fn prepare(data_dir: &Path) -> Result<Self, PostgresError> {
        fs::create_dir_all(data_dir).map_err(PostgresError::at(data_dir))?;
        let path = fs::canonicalize(data_dir).map_err(PostgresError::at(data_dir))?;
        if !geteuid().is_root() {
            return Ok(Self { path, account: None });
        }

        let account = owner_of_data(&path).or_else(unprivileged).ok_or(PostgresError::NoAccount)?;
        if path.ancestors().all(|folder| is_passable(folder, account.uid)) {
            return Ok(Self { path, account: Some(account) });
        }
        let moved = Path::new("/var/tmp").join(short_name(&path));
        claim(&moved, 0o711, None)?;
        tracing::warn!(
            wanted = %path.display(), used = %moved.display(),
            "the database is elsewhere: it does not run as root, and others cannot enter the folder"
        );
        let account = owner_of_data(&moved).unwrap_or(account);
        Ok(Self { path: moved, account: Some(account) })
    }

    /// The major versions that have data here.
    pub(super) fn majors(&self) -> Vec<u32> {
        data_folders(&self.path).map(|(major, _)| major).collect()
    }

    /// Makes the folder of one major version; none can read the data of another.
    pub(super) fn of_major(self, major: u32) -> Result<Home, PostgresError> {
        let Self { path, account } = self;
        let path = path.join(format!("postgres-{major}"));
        // Root's own, so that the server's user can plant nothing in it; a user's when root joins
        // the cluster of that user.
        let joined = account.filter(|account| owner_is(&path, *account));
        claim(&path, if account.is_some() { 0o711 } else { 0o700 }, joined)?;
        let mut socket = path.join("socket");
        let bytes = socket.as_os_str().as_encoded_bytes();
        if SOCKET_FOLDER_BYTES_MAX < bytes.len() || bytes.contains(&b'"') {
            socket = Path::new("/tmp").join(short_name(&path));
        }
        claim(&socket, 0o700, account)?;
        Ok(Home { path, socket, account })
    }
}

/// The folder of one cluster: its data, its log, its locks and its socket.
pub(super) struct Home {
    path: PathBuf,
    socket: PathBuf,
    account: Option<Account>,
}

impl Home {
    /// The cluster itself; it is there once `initdb` has finished.
    pub(super) fn data(&self) -> PathBuf {
        self.path.join("data")
    }

    /// The folder of the socket: only the server's user and root may enter.
    pub(super) fn socket(&self) -> &Path {
        &self.socket
    }

    /// Where the server tells what troubles it.
    pub(super) fn log(&self) -> PathBuf {
        self.path.join("postgres.log")
    }

    /// The file that every user of the server holds a shared lock on.
    pub(super) fn users_lock(&self) -> PathBuf {
        self.path.join("users.lock")
    }

    /// The file that whoever starts the server holds a lock on meanwhile.
    pub(super) fn start_lock(&self) -> PathBuf {
        self.path.join("start.lock")
    }

    /// An empty folder in which `initdb` may build; it takes the place of `data` when complete.
    pub(super) fn building_site(&self) -> Result<PathBuf, PostgresError> {
        let site = self.path.join("data.new");
        if site.exists() {
            fs::remove_dir_all(&site).map_err(PostgresError::at(&site))?;
        }
        claim(&site, 0o700, self.account)?;
        Ok(site)
    }

    /// Opens a file of ours for appending that the server's user may open too.
    pub(super) fn open(&self, path: &Path) -> Result<File, PostgresError> {
        let open = || {
            let file = File::options().create(true).read(true).append(true).open(path)?;
            if let Some(Account { uid, gid }) = self.account {
                fchown(&file, Some(uid), Some(gid))?;
            }
            Ok(file)
        };
        open().map_err(PostgresError::at(path))
    }

    /// A program that runs as the server's user, away from our terminal.
    pub(super) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        let kept = ENVIRONMENT.iter().filter_map(|name| Some((name, std::env::var_os(name)?)));
        command.env_clear().envs(kept).current_dir("/").stdin(Stdio::null());
        if let Some(Account { uid, gid }) = self.account {
            command.uid(uid).gid(gid); // which clears the supplementary groups too
        }
        command
    }
}

/// Makes a folder, or takes over one that was ours already: names in `/tmp` can be guessed.
fn claim(path: &Path, mode: u32, owner: Option<Account>) -> Result<(), PostgresError> {
    let us = geteuid().as_raw();
    match DirBuilder::new().mode(0o700).create(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            return Err(PostgresError::at(path)(error));
        }
        Ok(()) | Err(_) => {}
    }

    let found = fs::symlink_metadata(path).map_err(PostgresError::at(path))?;
    let is_ours = found.uid() == us || owner.is_some_and(|owner| owner.uid == found.uid());
    if !found.is_dir() || !is_ours {
        return Err(PostgresError::Foreign(path.to_owned()));
    }
    if let Some(Account { uid, gid }) = owner
        && found.uid() != uid
    {
        lchown(path, Some(uid), Some(gid)).map_err(PostgresError::at(path))?;
    }
    fs::set_permissions(path, Permissions::from_mode(mode)).map_err(PostgresError::at(path))
}

/// Data that exists keeps its owner, whoever starts its server now.
fn owner_of_data(base: &Path) -> Option<Account> {
    let owners = data_folders(base).filter_map(|(_, data)| fs::symlink_metadata(data).ok());
    owners.map(|m| Account { uid: m.uid(), gid: m.gid() }).find(|account| account.uid != 0)
}

fn owner_is(folder: &Path, account: Account) -> bool {
    fs::symlink_metadata(folder).is_ok_and(|found| found.uid() == account.uid)
}

fn data_folders(base: &Path) -> impl Iterator<Item = (u32, PathBuf)> {
    fs::read_dir(base).into_iter().flatten().flatten().filter_map(|entry| {
        let major = entry.file_name().to_str()?.strip_prefix("postgres-")?.parse().ok()?;
        let data = entry.path().join("data");
        data.is_dir().then_some((major, data))
    })
}

fn unprivileged() -> Option<Account> {
    let users = fs::read_to_string("/etc/passwd").ok()?;
    ["postgres", "_postgres", "nobody"].into_iter().find_map(|wanted| {
        users.lines().find_map(|line| {
            let mut fields = line.split(':');
            let name = fields.next()?;
            let (uid, gid) = (fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?);
            (name == wanted).then_some(Account { uid, gid })
        })
    })
}

fn is_passable(folder: &Path, uid: u32) -> bool {
    fs::metadata(folder).is_ok_and(|found| {
        let bit = if found.uid() == uid { 0o100 } else { 0o001 };
        found.mode() & bit != 0
    })
}

/// A name for something that belongs to a folder but must live elsewhere.
fn short_name(path: &Path) -> String {
    let hash = Sha256::digest(path.as_os_str().as_encoded_bytes());
    format!("peyvand-{}", data_encoding::HEXLOWER.encode(&hash[..8]))
}
