//! A sentence lost in one language would be a hole in a page, and a figure left out of one would
//! be worse. The compiler sees a missing sentence only where it is used, and does not see a
//! missing figure at all; this test compares the files themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The variables of each message and attribute, by `file/message.attribute`.
type Sentences = BTreeMap<String, BTreeSet<String>>;

fn locale_files(language: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(language);
    let entries = fs::read_dir(folder).expect("each language has a folder");
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.expect("the folder can be listed").path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "ftl"));
    files.sort();
    files
}

fn room_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn sentences(language: &str) -> Sentences {
    let mut all = Sentences::new();
    for path in locale_files(language) {
        let text = fs::read_to_string(&path).expect("a locale file is text");
        let (mut message, mut key) = (String::new(), String::new());
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some(name) = defined_name(line) {
                if let Some(attribute) = name.strip_prefix('.') {
                    key = format!("{message}.{attribute}");
                } else {
                    message = format!("{}/{name}", room_of(&path));
                    key.clone_from(&message);
                }
                let is_new = all.insert(key.clone(), BTreeSet::new()).is_none();
                assert!(is_new, "{language}: {key} is written twice");
            }
            if let Some(variables) = all.get_mut(&key) {
                variables.extend(variables_of(line));
            }
        }
    }
    all
}

/// The name before the equals sign: of a message or term at the margin, or of an attribute.
fn defined_name(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('=')?;
    let is_indented = line.starts_with(char::is_whitespace);
    let name = name.trim();
    let bare = name.trim_start_matches(['.', '-']);
    let is_name = !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (is_name && is_indented == name.starts_with('.')).then_some(name)
}

fn variables_of(line: &str) -> impl Iterator<Item = String> {
    line.split('$').skip(1).map(|rest| {
        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect()
    })
}

#[test]
fn every_sentence_is_written_in_both_languages_with_the_same_variables() {
    let (fa, en) = (sentences("fa"), sentences("en"));
    let missing_en: Vec<_> = fa.keys().filter(|key| !en.contains_key(*key)).collect();
    let missing_fa: Vec<_> = en.keys().filter(|key| !fa.contains_key(*key)).collect();
    assert!(missing_en.is_empty(), "not written in English: {missing_en:?}");
    assert!(missing_fa.is_empty(), "not written in Persian: {missing_fa:?}");
    let unlike: Vec<_> = fa.iter().filter(|(key, variables)| en[*key] != **variables).collect();
    assert!(unlike.is_empty(), "with other variables in English: {unlike:?}");
    assert!(!fa.is_empty());
}

#[test]
fn a_sentence_is_named_after_the_room_that_says_it() {
    for language in ["fa", "en"] {
        for key in sentences(language).into_keys() {
            let (room, name) = key.split_once('/').unwrap();
            let name = name.trim_start_matches('-');
            assert!(name.starts_with(&format!("{room}-")), "{language}: {name} is in {room}.ftl");
        }
    }
}

#[test]
fn persian_is_written_with_persian_letters_and_well_placed_half_spaces() {
    for path in locale_files("fa") {
        let text = fs::read_to_string(&path).unwrap();
        let slips = ["ي", "ك", "\u{200c}\u{200c}", "\u{200c} ", " \u{200c}", " ،", " ؛", " ؟"];
        for (number, line) in text.lines().enumerate() {
            let slip = slips.iter().find(|slip| line.contains(**slip));
            assert!(slip.is_none(), "{}:{}: {slip:?}", path.display(), number + 1);
        }
    }
}
