//! An address as a QR code: one path of dark modules, drawn by the page.

use std::fmt::Write;

use qrcode::Color;
use qrcode::QrCode;

/// Modules of white around the code (ISO/IEC 18004 asks for four).
pub const QUIET: usize = 4;

/// A QR code: the modules on a side with the white around it, and the dark ones as an SVG path.
pub struct Qr {
    /// Modules on a side.
    pub size: usize,
    /// The dark modules.
    pub path: String,
}

/// Draws a text. `None`: it is too long for a QR code.
pub fn draw(text: &str) -> Option<Qr> {
    let code = QrCode::new(text.as_bytes()).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|module| **module == Color::Dark).count();
            if 0 < run {
                write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET).ok()?;
            }
            x += run.max(1);
        }
    }
    Some(Qr { size: width + 2 * QUIET, path })
}
