//! The banks of the country, as account and card numbers name them.
//!
//! Source: `providers.md` 4.2. Numbers of banks that were merged into others stay valid; who asks for
//! the holder before paying finds out whether the account is still open.

macro_rules! banks {
    ($($name:ident $code:literal [$($bin:literal),+],)+) => {
        /// A bank or credit institution.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each is the bank of that name")]
        pub enum Bank { $($name,)+ }

        impl Bank {
            /// All of them.
            pub const ALL: &[Bank] = &[$(Bank::$name,)+];

            /// The three digits that name the bank in a SHEBA number.
            pub const fn code(self) -> &'static str {
                match self { $(Bank::$name => $code,)+ }
            }

            /// The first six digits of its cards.
            pub const fn card_prefixes(self) -> &'static [&'static str] {
                match self { $(Bank::$name => &[$($bin),+],)+ }
            }
        }
    };
}

banks! {
    CentralBank "010" ["636795", "636797"],
    SanatMadan "011" ["627961"],
    Mellat "012" ["610433", "991975"],
    Refah "013" ["589463"],
    Maskan "014" ["628023"],
    Sepah "015" ["589210"],
    Keshavarzi "016" ["603770", "639217"],
    Melli "017" ["603799", "170019"],
    Tejarat "018" ["627353", "585983"],
    Saderat "019" ["603769", "903769"],
    ToseeSaderat "020" ["627648", "207177"],
    PostBank "021" ["627760"],
    ToseeTaavon "022" ["502908"],
    ToseeCredit "051" ["628157"],
    Ghavamin "052" ["639599"],
    Karafarin "053" ["627488", "502910"],
    Parsian "054" ["622106", "627884", "639194"],
    EghtesadNovin "055" ["627412"],
    Saman "056" ["621986"],
    Pasargad "057" ["502229", "639347"],
    Sarmayeh "058" ["639607"],
    Sina "059" ["639346"],
    MehrIran "060" ["606373"],
    Shahr "061" ["502806", "504706"],
    Ayandeh "062" ["636214"],
    Ansar "063" ["627381"],
    Gardeshgari "064" ["505416", "505426"],
    Hekmat "065" ["636949"],
    Dey "066" ["502938"],
    IranZamin "069" ["505785"],
    Resalat "070" ["504172"],
    Kosar "073" ["505801"],
    Melal "075" ["606256"],
    Khavarmianeh "078" ["585947", "505809"],
    MehrEghtesad "079" ["639370"],
    Noor "080" ["507677"],
    IranVenezuela "095" ["581874"],
}

impl Bank {
    /// The bank by the digits 3 to 5 of a SHEBA number after the check digits.
    pub fn by_code(code: &str) -> Option<Bank> {
        // Some lists give Mehr Iran the code of its card company.
        let code = if code == "090" { "060" } else { code };
        Bank::ALL.iter().copied().find(|bank| bank.code() == code)
    }

    /// The bank that issued a card.
    pub fn by_card(number: &str) -> Option<Bank> {
        let issued = |bank: &Bank| bank.card_prefixes().iter().any(|bin| number.starts_with(bin));
        Bank::ALL.iter().copied().find(issued)
    }
}
