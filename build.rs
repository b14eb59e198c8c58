//! Turns every sentence of `locales/` into a method. A page that asks for words nobody has written does
//! not compile, nor does a sentence that lacks a language; and to say one costs no more than putting it
//! together, because nothing of Fluent is left when the program runs.
//!
//! Of Fluent the house uses what it needs: arguments, text in quotes, and forms that follow a number.
//! The Persian file is the contract: it names the arguments, in the order in which its sentence has them.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::env;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use fluent_syntax::ast::Entry;
use fluent_syntax::ast::Expression;
use fluent_syntax::ast::InlineExpression;
use fluent_syntax::ast::Message;
use fluent_syntax::ast::Pattern;
use fluent_syntax::ast::PatternElement;
use fluent_syntax::ast::Resource;
use fluent_syntax::ast::Variant;
use fluent_syntax::ast::VariantKey;
use fluent_syntax::parser;
use fluent_syntax::unicode::unescape_unicode_to_string;

type Built<T> = Result<T, Box<dyn Error>>;

/// The sentences of a language, by name.
type Sentences<'a> = BTreeMap<&'a str, &'a Message<&'a str>>;

/// A language: how the program names it, and which numbers take its form `one`, as CLDR has it.
struct Language {
    name: &'static str,
    one: &'static [u64],
}

const PERSIAN: Language = Language { name: "Fa", one: &[0, 1] };
const ENGLISH: Language = Language { name: "En", one: &[1] };

fn main() -> Built<()> {
    // A new migration changes no Rust file, yet the program carries the migrations inside.
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rerun-if-changed=locales");

    let (persian, english) = (texts("locales/fa")?, texts("locales/en")?);
    let (persian, english) = (parsed(&persian)?, parsed(&english)?);
    let (persian, english) = (sentences(&persian)?, sentences(&english)?);
    if let Some(id) = english.keys().find(|id| !persian.contains_key(*id)) {
        return Err(format!("{id} is not written in Persian").into());
    }
    let mut code = "impl Words {\n".to_owned();
    for (id, said) in &persian {
        let other = english.get(id).ok_or_else(|| format!("{id} is not written in English"))?;
        code += &method(said, other).map_err(|mistake| format!("{id}: {mistake}"))?;
    }
    code += "}\n";
    let out = env::var("OUT_DIR")?;
    Ok(fs::write(Path::new(&out).join("words.rs"), code)?)
}

/// The files of a language, each with its path.
fn texts(folder: &str) -> Built<Vec<(String, String)>> {
    let mut texts = vec![];
    for file in fs::read_dir(folder)? {
        let path = file?.path();
        texts.push((path.display().to_string(), fs::read_to_string(&path)?));
    }
    Ok(texts)
}

fn parsed(texts: &[(String, String)]) -> Built<Vec<Resource<&str>>> {
    let mut files = vec![];
    for (path, text) in texts {
        let file = parser::parse(text.as_str());
        files.push(file.map_err(|(_, mistakes)| format!("{path}: {mistakes:?}"))?);
    }
    Ok(files)
}

fn sentences<'a>(files: &'a [Resource<&'a str>]) -> Built<Sentences<'a>> {
    let mut sentences = Sentences::new();
    for entry in files.iter().flat_map(|file| &file.body) {
        match entry {
            Entry::Message(said) => {
                if sentences.insert(said.id.name, said).is_some() {
                    return Err(format!("{} is written twice", said.id.name).into());
                }
            }
            // Somebody meant it for a sentence that stands apart from it.
            Entry::Comment(comment) if comment.content.iter().any(|line| line.starts_with('$')) => {
                return Err(format!("{:?} is about no sentence", comment.content).into());
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => (),
            Entry::Term(_) | Entry::Junk { .. } => return Err(format!("{entry:?}").into()),
        }
    }
    Ok(sentences)
}

/// What a sentence is told: a text to be shown, or a number that chooses its form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
}

/// The arguments of a pattern, in the order in which it names them.
#[derive(Default)]
struct Arguments<'a>(Vec<(&'a str, Kind)>);

impl<'a> Arguments<'a> {
    fn of(pattern: &Pattern<&'a str>) -> Built<Self> {
        let mut arguments = Self::default();
        arguments.look_through(pattern)?;
        Ok(arguments)
    }

    fn look_through(&mut self, pattern: &Pattern<&'a str>) -> Built<()> {
        for element in &pattern.elements {
            match element {
                PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                    if let InlineExpression::VariableReference { id } = inline {
                        self.add(id.name, Kind::Text)?;
                    }
                }
                PatternElement::Placeable {
                    expression: Expression::Select { selector, variants },
                } => {
                    self.add(selected(selector)?, Kind::Number)?;
                    for variant in variants {
                        self.look_through(&variant.value)?;
                    }
                }
                PatternElement::TextElement { .. } => (),
            }
        }
        Ok(())
    }

    fn add(&mut self, name: &'a str, kind: Kind) -> Built<()> {
        match self.kind(name) {
            None => self.0.push((name, kind)),
            Some(known) if known == kind => (),
            Some(_) => return Err(format!("${name} chooses a form and is shown").into()),
        }
        Ok(())
    }

    fn kind(&self, name: &str) -> Option<Kind> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }

    /// Each text is told to translators, with its type, above the Persian sentence; and nothing else is.
    fn agree_with(&self, comment: &[&str]) -> Built<()> {
        for line in comment.iter().filter_map(|line| line.strip_prefix('$')) {
            let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
            let told = match rest.split(')').next() {
                Some("(String") => Kind::Text,
                Some("(Number") => Kind::Number,
                _ => return Err(format!("${name} is neither (String) nor (Number)").into()),
            };
            if self.kind(name) != Some(told) {
                return Err(format!("${name} is told of, but not so used").into());
            }
        }
        let is_told = |name: &str| {
            let told = comment.iter().filter_map(|line| line.strip_prefix('$'));
            told.filter_map(|line| line.split(' ').next()).any(|told| told == name)
        };
        match self.0.iter().find(|(name, kind)| *kind == Kind::Text && !is_told(name)) {
            Some((name, _)) => Err(format!("nobody tells what ${name} is").into()),
            None => Ok(()),
        }
    }
}

fn selected<'a>(selector: &InlineExpression<&'a str>) -> Built<&'a str> {
    match selector {
        InlineExpression::VariableReference { id } => Ok(id.name),
        other => Err(format!("no form follows from {other:?}").into()),
    }
}

/// The method that says a sentence.
fn method(said: &Message<&str>, other: &Message<&str>) -> Built<String> {
    let persian = said.value.as_ref().ok_or("it says nothing in Persian")?;
    let english = other.value.as_ref().ok_or("it says nothing in English")?;
    let comment = said.comment.as_ref().map_or(&[] as &[&str], |comment| &comment.content);
    let arguments = Arguments::of(persian)?;
    arguments.agree_with(comment)?;
    let unknown = |(name, kind): &&(&str, Kind)| arguments.kind(name) != Some(*kind);
    if let Some((name, _)) = Arguments::of(english)?.0.iter().find(unknown) {
        return Err(format!("the Persian sentence has no such ${name}").into());
    }

    let (mut told, mut read) = (String::new(), String::new());
    for (name, kind) in &arguments.0 {
        let name = rust_name(name);
        match kind {
            Kind::Text => {
                write!(told, ", {name}: impl AsRef<str>")?;
                writeln!(read, "let {name} = {name}.as_ref();")?;
            }
            Kind::Number => {
                write!(told, ", {name}: impl TryInto<u64>")?;
                writeln!(read, "let {name} = {name}.try_into().unwrap_or(u64::MAX);")?;
            }
        }
    }
    let mut code = String::new();
    for line in comment {
        writeln!(code, "/// {line}")?;
    }
    writeln!(
        code,
        "pub fn {}(&self{told}) -> String {{\n{read}match self.0 {{",
        rust_name(said.id.name)
    )?;
    for (language, pattern) in [(PERSIAN, persian), (ENGLISH, english)] {
        writeln!(code, "Language::{} => {},", language.name, owned(&language, pattern)?)?;
    }
    code += "}\n}\n";
    Ok(code)
}

fn rust_name(name: &str) -> String {
    name.replace('-', "_")
}

/// An expression for the text of a pattern.
fn owned(language: &Language, pattern: &Pattern<&str>) -> Built<String> {
    let pieces = pieces(language, pattern)?;
    Ok(match pieces.as_slice() {
        [Piece::Chosen(text)] => text.clone(),
        [piece] => format!("{}.to_owned()", piece.borrowed()),
        _ => {
            let pieces: Vec<_> = pieces.iter().map(Piece::borrowed).collect();
            format!("[{}].concat()", pieces.join(", "))
        }
    })
}

/// A part of a pattern.
enum Piece {
    Text(String),
    Argument(String),
    /// An expression for one of several texts.
    Chosen(String),
}

impl Piece {
    /// An expression for it that can stand in a list of `&str`.
    fn borrowed(&self) -> String {
        match self {
            Piece::Text(text) => format!("{text:?}"),
            Piece::Argument(name) => name.clone(),
            Piece::Chosen(text) => format!("({text}).as_str()"),
        }
    }
}

fn pieces(language: &Language, pattern: &Pattern<&str>) -> Built<Vec<Piece>> {
    let mut pieces = vec![];
    for element in &pattern.elements {
        let piece = match element {
            PatternElement::TextElement { value } => Piece::Text((*value).to_owned()),
            PatternElement::Placeable { expression } => placed(language, expression)?,
        };
        match (pieces.last_mut(), piece) {
            (Some(Piece::Text(text)), Piece::Text(more)) => text.push_str(&more),
            (_, piece) => pieces.push(piece),
        }
    }
    Ok(pieces)
}

fn placed(language: &Language, expression: &Expression<&str>) -> Built<Piece> {
    match expression {
        Expression::Inline(InlineExpression::StringLiteral { value }) => {
            Ok(Piece::Text(unescape_unicode_to_string(value).into_owned()))
        }
        Expression::Inline(InlineExpression::VariableReference { id }) => {
            Ok(Piece::Argument(rust_name(id.name)))
        }
        Expression::Inline(other) => Err(format!("the house has no use for {other:?}").into()),
        Expression::Select { selector, variants } => {
            Ok(Piece::Chosen(chosen(language, selected(selector)?, variants)?))
        }
    }
}

/// An expression for the form that a number takes: the first that fits, else the one with the asterisk.
fn chosen(language: &Language, number: &str, variants: &[Variant<&str>]) -> Built<String> {
    let mut code = format!("match {} {{", rust_name(number));
    let mut taken = BTreeSet::new();
    for variant in variants.iter().filter(|variant| !variant.default) {
        let numbers = match variant.key {
            VariantKey::NumberLiteral { value } => vec![value.parse()?],
            VariantKey::Identifier { name: "one" } => language.one.to_vec(),
            VariantKey::Identifier { name } => return Err(format!("no number is {name}").into()),
        };
        let new: Vec<_> = numbers.into_iter().filter(|number| taken.insert(*number)).collect();
        if new.is_empty() {
            return Err("a form is for no number".into());
        }
        let new: Vec<_> = new.iter().map(ToString::to_string).collect();
        write!(code, "{} => {}, ", new.join(" | "), owned(language, &variant.value)?)?;
    }
    let default = variants.iter().find(|variant| variant.default);
    let default = default.ok_or("a number has no form")?;
    write!(code, "_ => {} }}", owned(language, &default.value)?)?;
    Ok(code)
}
