//! Named texts that a carrier has approved for its service lines: they reach readers who want no
//! advertising, and cost less. Each carrier has its own name for each of ours, in the configuration.

use std::collections::BTreeMap;

/// The letters that a carrier takes in one value (SMS.ir; `providers.md` 3.2).
const VALUE_CHARS_MAX: usize = 25;

/// One of our approved texts with what is put into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Our name for the text.
    pub name: &'static str,
    /// What is put into it, in the order of the text.
    pub values: Vec<Value>,
}

/// A value in an approved text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Its name in the text.
    pub name: &'static str,
    /// What it says.
    pub value: String,
    /// Whether it is a name of somebody or something, with spaces in it.
    pub has_spaces: bool,
}

impl Value {
    /// A figure, a code or a part of an address.
    pub fn word(name: &'static str, value: impl Into<String>) -> Self {
        Self { name, value: value.into(), has_spaces: false }
    }

    /// The name of somebody or something.
    pub fn words(name: &'static str, value: impl Into<String>) -> Self {
        Self { name, value: value.into(), has_spaces: true }
    }

    /// The value within the length that every carrier takes.
    pub fn short(&self) -> String {
        self.value.chars().take(VALUE_CHARS_MAX).collect()
    }
}

/// Which of our texts a carrier has, and what it calls them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Templates(pub BTreeMap<String, String>);

impl Templates {
    /// The carrier's name for a text of ours.
    pub fn of(&self, template: Option<&Template>) -> Option<&str> {
        template.and_then(|template| self.0.get(template.name)).map(String::as_str)
    }
}
