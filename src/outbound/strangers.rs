//! Calls to addresses that strangers chose: never to a machine of ours, whatever the address says, and
//! whatever its name leads to by the time that it is called.
//!
//! An address is looked at when it is saved, and again before each call. The name is resolved once for a
//! connection: what was found is looked at, and the connection goes there and nowhere else. No redirect
//! is followed.

use std::error::Error;
use std::io;
use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::net::Ipv6Addr;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::RequestBuilder;
use reqwest::dns::Addrs;
use reqwest::dns::Name;
use reqwest::dns::Resolve;
use reqwest::dns::Resolving;
use url::Host;
use url::Url;

use super::Reply;
use super::Silence;

/// An address is no longer than this.
pub const ADDRESS_CHARS_MAX: usize = 500;

/// The way to addresses that strangers chose.
#[derive(Clone, Debug)]
pub struct Strangers {
    guarded: reqwest::Client,
    /// For what the house itself has allowed.
    open: reqwest::Client,
    inside: Vec<String>,
    own_host: Option<String>,
}

/// Why an address is not one that we go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressMistake {
    /// It is no address, or too long for one.
    NotOne,
    /// It does not begin with `https://`, names a user, or another port than that of https.
    NotHttps,
    /// Its host is a number, a name without a dot, or one that reads like another.
    NotAName,
    /// It is our own.
    Own,
}

impl Strangers {
    /// The way out for a house at `own`. What stands in `inside`, as `host:port`, may be called although
    /// it is in a private net or without https: the house has said so.
    pub fn new(own: &str, inside: &[String], total: Duration) -> reqwest::Result<Self> {
        let builder = || super::builder(total);
        Ok(Self {
            guarded: builder().https_only(true).dns_resolver(Arc::new(PublicOnly)).build()?,
            open: builder().build()?,
            inside: inside.to_vec(),
            own_host: Url::parse(own).ok().and_then(|own| own.host_str().map(str::to_owned)),
        })
    }

    /// Reads an address that somebody typed.
    pub fn check(&self, typed: &str) -> Result<Url, AddressMistake> {
        if ADDRESS_CHARS_MAX < typed.len() {
            return Err(AddressMistake::NotOne);
        }
        let url = Url::parse(typed.trim()).map_err(|_| AddressMistake::NotOne)?;
        if !matches!(url.scheme(), "http" | "https") || ADDRESS_CHARS_MAX < url.as_str().len() {
            return Err(AddressMistake::NotHttps);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressMistake::NotHttps);
        }
        if self.is_inside(&url) {
            return Ok(url);
        }
        if url.scheme() != "https" || url.port().is_some() {
            return Err(AddressMistake::NotHttps);
        }
        let Some(Host::Domain(name)) = url.host() else { return Err(AddressMistake::NotAName) };
        // A name in letters of another script can read like a well-known one.
        let is_plain = name.contains('.')
            && !name.ends_with('.')
            && name.split('.').all(|part| !part.starts_with("xn--"));
        if !is_plain {
            return Err(AddressMistake::NotAName);
        }
        if self.own_host.as_deref() == Some(name) {
            return Err(AddressMistake::Own);
        }
        Ok(url)
    }

    /// Begins a call to an address that was looked at.
    pub fn post(&self, url: &Url) -> RequestBuilder {
        let http = if self.is_inside(url) { &self.open } else { &self.guarded };
        http.post(url.clone())
    }

    /// Makes a call and reads the answer.
    pub async fn send(&self, request: RequestBuilder) -> Result<Reply, Silence> {
        super::send(request).await
    }

    fn is_inside(&self, url: &Url) -> bool {
        let place = url.host_str().zip(url.port_or_known_default());
        let place = place.map(|(host, port)| format!("{host}:{port}"));
        place.is_some_and(|place| self.inside.contains(&place))
    }
}

/// Resolves names to addresses of the open net. One private address among them spoils the name: whoever
/// mixes them means us.
struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let public = public_only(found)?;
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

fn public_only(found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, Box<dyn Error + Send + Sync>> {
    if found.iter().all(|address| is_public(address.ip())) {
        Ok(found)
    } else {
        Err(io::Error::new(io::ErrorKind::PermissionDenied, "the name leads inside").into())
    }
}

/// Whether an address is of the open net (the registries of RFC 6890, as far as one can be called).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_shared = a == 100 && (64..128).contains(&b);
    let is_for_protocols = (a, b, c) == (192, 0, 0);
    let is_for_relays = (a, b, c) == (192, 88, 99);
    let is_for_benchmarks = a == 198 && (b == 18 || b == 19);
    !(a == 0
        || 224 <= a
        || is_shared
        || is_for_protocols
        || is_for_relays
        || is_for_benchmarks
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation())
}

/// Only the part that is given out to the world; what carries an address of the fourth version in it
/// (mapped, Teredo, 6to4) is none of that.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let is_given_out = (0x2000..0x4000).contains(&first);
    let is_special = first == 0x2002 || (first == 0x2001 && second < 0x0200);
    let is_documentation = (first, second) == (0x2001, 0x0db8) || first == 0x3fff;
    is_given_out && !is_special && !is_documentation
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    fn strangers(inside: &[&str]) -> Strangers {
        let inside: Vec<String> = inside.iter().map(|it| (*it).to_owned()).collect();
        Strangers::new("https://pay.example.ir", &inside, Duration::from_secs(2)).expect("a client")
    }

    /// B90 to B115 of `money.md`, as far as an address says it by itself.
    #[test]
    fn addresses_that_lead_inside_are_refused_when_they_are_saved() {
        use AddressMistake::NotAName;
        use AddressMistake::NotHttps;
        use AddressMistake::NotOne;
        use AddressMistake::Own;
        let long = format!("https://example.ir/{}", "a".repeat(64 * 1024));
        let refused = [
            ("http://example.ir/", NotHttps),
            ("https://example.ir:22/", NotHttps),
            ("https://example.ir:25/", NotHttps),
            ("https://example.ir:5432/", NotHttps),
            ("https://example.ir:8443/", NotHttps),
            ("https://localhost/", NotAName),
            ("https://127.0.0.1/", NotAName),
            ("https://127.8.9.1/", NotAName),
            ("https://10.0.0.1/", NotAName),
            ("https://172.16.0.1/", NotAName),
            ("https://192.168.1.1/", NotAName),
            ("https://100.64.0.1/", NotAName),
            ("https://169.254.169.254/latest/meta-data", NotAName),
            ("https://0.0.0.0/", NotAName),
            ("https://[::1]/", NotAName),
            ("https://[fc00::1]/", NotAName),
            ("https://[fe80::1]/", NotAName),
            ("https://[::ffff:127.0.0.1]/", NotAName),
            ("https://2130706433/", NotAName),
            ("https://0177.0.0.1/", NotAName),
            ("https://0x7f000001/", NotAName),
            ("https://127.1/", NotAName),
            ("https://user@example.ir/", NotHttps),
            ("https://user:word@example.ir/", NotHttps),
            ("https://example.ir./", NotAName),
            ("https://еxample.ir/", NotAName),
            ("https://xn--xample-2of.ir/", NotAName),
            ("https://pay.example.ir/hook", Own),
            ("https://PAY.example.IR/hook", Own),
            ("ftp://example.ir/", NotHttps),
            ("javascript:alert(1)", NotHttps),
            ("file:///etc/passwd", NotHttps),
            ("example.ir/hook", NotOne),
            ("", NotOne),
            (&long, NotOne),
        ];
        for (address, mistake) in refused {
            assert_eq!(strangers(&[]).check(address), Err(mistake), "{address}");
        }
        for address in ["https://example.ir", "https://shop.example.com:443/hooks?a=1"] {
            assert!(strangers(&[]).check(address).is_ok(), "{address}");
        }
    }

    #[test]
    fn what_the_house_has_allowed_may_be_inside() {
        let allowed = strangers(&["127.0.0.1:9000", "shop.local:80"]);
        assert!(allowed.check("http://127.0.0.1:9000/hook").is_ok());
        assert!(allowed.check("http://shop.local/hook").is_ok());
        assert!(allowed.check("http://127.0.0.1:9001/hook").is_err());
        assert!(allowed.check("http://user@127.0.0.1:9000/hook").is_err());
    }

    #[test]
    fn a_name_that_leads_to_one_private_address_leads_nowhere() {
        let address = |text: &str| SocketAddr::new(text.parse().expect("an address"), 0);
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "172.31.255.255",
            "192.168.0.1",
            "100.127.0.1",
            "169.254.1.1",
            "0.0.0.0",
            "192.0.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "fc00::1",
            "fe80::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "2002:a00:1::",
        ] {
            assert!(!is_public(inside.parse().expect("an address")), "{inside}");
            let both = vec![address("93.184.216.34"), address(inside)];
            assert!(public_only(both).is_err(), "{inside} beside a public address");
        }
        for outside in ["93.184.216.34", "172.32.0.1", "100.128.0.1", "2a00:1450:4001::1"] {
            assert!(is_public(outside.parse().expect("an address")), "{outside}");
        }
    }

    /// The name is looked up by the connection itself: what it led to before does not count.
    #[tokio::test]
    async fn a_name_that_has_changed_and_leads_inside_is_not_called() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let port = listener.local_addr().expect("its address").port();
        // As if the name had been good when it was looked at.
        let url = Url::parse(&format!("https://localhost:{port}/")).expect("an address");
        let strangers = strangers(&[]);
        let called = strangers.send(strangers.post(&url).body("{}")).await;
        assert_eq!(called, Err(Silence::NotSent));
        let knock = tokio::time::timeout(Duration::from_millis(50), listener.accept()).await;
        assert!(knock.is_err(), "somebody knocked");
    }
}
