//! The people of the house. Their numbers are read as people write numbers everywhere else, for a
//! number that never matches would shut its owner out of the back office without a word.

use std::str::FromStr;

use crate::mobile::Mobile;

/// Who may see alarms and dead jobs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operators(Vec<Mobile>);

impl Operators {
    /// Whether somebody is one of them.
    pub fn include(&self, mobile: &Mobile) -> bool {
        self.0.contains(mobile)
    }

    /// One more of them.
    pub fn add(&mut self, mobile: Mobile) {
        self.0.push(mobile);
    }
}

impl FromStr for Operators {
    type Err = String;

    /// Mobile numbers with commas between.
    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = text.split([',', '،']).map(str::trim).filter(|number| !number.is_empty());
        let read = numbers.map(|number| {
            Mobile::parse(number).map_err(|_| format!("{number:?} is no Iranian mobile number"))
        });
        read.collect::<Result<_, _>>().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_of_the_house_is_known_however_the_number_is_written() {
        let mobile = Mobile::parse("09120004500").expect("a mobile");
        let includes =
            |text: &str| text.parse::<Operators>().map(|named| named.include(&mobile)).ok();
        for text in ["09120004500", "+989120004500", "09350001122, 00989120004500,", "۰۹۱۲۰۰۰۴۵۰۰"]
        {
            assert_eq!(includes(text), Some(true), "{text}");
        }
        assert_eq!(includes(""), Some(false));
        assert_eq!(includes("09120004500,nobody"), None);
    }
}
