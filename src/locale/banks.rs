//! What banks and gateways are called.

use super::Voice;
use crate::banks::Bank;

impl Voice {
    /// A masked card (six digits, six stars, four digits), in groups of four.
    pub fn card(&self, masked: &str) -> String {
        let letters: Vec<char> = masked.replace('*', "•").chars().collect();
        let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
        self.digits(&groups.join(" "))
    }

    /// The gateway's name; what is no gateway stays as it is written.
    pub fn gateway(&self, code: &str) -> String {
        match code {
            "zarinpal" => self.w.gateways_zarinpal(),
            "zibal" => self.w.gateways_zibal(),
            "sep" => self.w.gateways_sep(),
            "payping" => self.w.gateways_payping(),
            "sandbox" => self.w.gateways_sandbox(),
            _ => code.to_owned(),
        }
    }

    /// The bank's name; where it was merged into another, the other's with its own in brackets.
    pub fn bank(&self, bank: Bank) -> String {
        match bank {
            Bank::CentralBank => self.w.banks_central_bank(),
            Bank::SanatMadan => self.w.banks_sanat_madan(),
            Bank::Mellat => self.w.banks_mellat(),
            Bank::Refah => self.w.banks_refah(),
            Bank::Maskan => self.w.banks_maskan(),
            Bank::Sepah => self.w.banks_sepah(),
            Bank::Keshavarzi => self.w.banks_keshavarzi(),
            Bank::Melli => self.w.banks_melli(),
            Bank::Tejarat => self.w.banks_tejarat(),
            Bank::Saderat => self.w.banks_saderat(),
            Bank::ToseeSaderat => self.w.banks_tosee_saderat(),
            Bank::PostBank => self.w.banks_post_bank(),
            Bank::ToseeTaavon => self.w.banks_tosee_taavon(),
            Bank::ToseeCredit => self.w.banks_tosee_credit(),
            Bank::Ghavamin => self.w.banks_ghavamin(),
            Bank::Karafarin => self.w.banks_karafarin(),
            Bank::Parsian => self.w.banks_parsian(),
            Bank::EghtesadNovin => self.w.banks_eghtesad_novin(),
            Bank::Saman => self.w.banks_saman(),
            Bank::Pasargad => self.w.banks_pasargad(),
            Bank::Sarmayeh => self.w.banks_sarmayeh(),
            Bank::Sina => self.w.banks_sina(),
            Bank::MehrIran => self.w.banks_mehr_iran(),
            Bank::Shahr => self.w.banks_shahr(),
            Bank::Ayandeh => self.w.banks_ayandeh(),
            Bank::Ansar => self.w.banks_ansar(),
            Bank::Gardeshgari => self.w.banks_gardeshgari(),
            Bank::Hekmat => self.w.banks_hekmat(),
            Bank::Dey => self.w.banks_dey(),
            Bank::IranZamin => self.w.banks_iran_zamin(),
            Bank::Resalat => self.w.banks_resalat(),
            Bank::Kosar => self.w.banks_kosar(),
            Bank::Melal => self.w.banks_melal(),
            Bank::Khavarmianeh => self.w.banks_khavarmianeh(),
            Bank::MehrEghtesad => self.w.banks_mehr_eghtesad(),
            Bank::Noor => self.w.banks_noor(),
            Bank::IranVenezuela => self.w.banks_iran_venezuela(),
        }
    }
}
