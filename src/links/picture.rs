//! A QR code as a picture in a file: SVG for whoever prints, PNG for messengers.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use qrcode::Color;
use qrcode::QrCode;

use crate::web::qr;
use crate::web::qr::QUIET;

/// Pixels of a module's side.
const SCALE: usize = 12;

/// The code as an SVG file, black on white.
pub(super) fn svg(text: &str) -> Option<String> {
    let code = qr::draw(text)?;
    let (size, path) = (code.size, code.path);
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" \
        shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/>\
        <path d=\"{path}\"/></svg>"
    ))
}

/// The code as a PNG file (ISO/IEC 15948): one bit for each pixel, white is one.
pub(super) fn png(text: &str) -> Option<Vec<u8>> {
    let code = QrCode::new(text.as_bytes()).ok()?;
    let (width, modules) = (code.width(), code.to_colors());
    let pixels = (width + 2 * QUIET) * SCALE;
    let is_dark = |x: usize, y: usize| {
        let place = (x / SCALE).checked_sub(QUIET).zip((y / SCALE).checked_sub(QUIET));
        place.is_some_and(|(x, y)| x < width && y < width && modules[y * width + x] == Color::Dark)
    };
    let mut rows = ZlibEncoder::new(vec![], Compression::default());
    for y in 0..pixels {
        // Each row begins with its filter: none.
        let mut row = vec![0; 1 + pixels.div_ceil(8)];
        for x in 0..pixels {
            if !is_dark(x, y) {
                row[1 + x / 8] |= 0x80 >> (x % 8);
            }
        }
        rows.write_all(&row).ok()?;
    }
    let side = u32::try_from(pixels).ok()?.to_be_bytes();
    // One bit, grey, and the only ways there are to compress, filter and interlace (none).
    let head = [side.as_slice(), &side, &[1, 0, 0, 0, 0]].concat();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut file, *b"IHDR", &head)?;
    chunk(&mut file, *b"IDAT", &rows.finish().ok()?)?;
    chunk(&mut file, *b"IEND", &[])?;
    Some(file)
}

fn chunk(file: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) -> Option<()> {
    file.extend(u32::try_from(data.len()).ok()?.to_be_bytes());
    let mut sum = crc32fast::Hasher::new();
    sum.update(&kind);
    sum.update(data);
    file.extend(kind);
    file.extend(data);
    file.extend(sum.finalize().to_be_bytes());
    Some(())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::ZlibDecoder;

    use super::*;

    #[test]
    fn a_png_holds_the_modules_that_the_code_has() {
        let text = "https://peyvand.example/p/0123456789";
        let file = png(text).expect("a picture");
        assert!(file.starts_with(b"\x89PNG\r\n\x1a\n") && file.ends_with(b"IEND\xae\x42\x60\x82"));
        let number = |at: usize| {
            file[at..at + 4].iter().fold(0, |number, byte| number << 8 | usize::from(*byte))
        };
        let (side, length) = (number(16), number(33));
        let mut rows = vec![];
        ZlibDecoder::new(&file[41..41 + length]).read_to_end(&mut rows).expect("rows");
        let row = 1 + side.div_ceil(8);
        assert_eq!(rows.len(), row * side);
        let code = QrCode::new(text.as_bytes()).expect("a code");
        let middle = |module: usize| (module + QUIET) * SCALE + SCALE / 2;
        for (place, color) in code.to_colors().into_iter().enumerate() {
            let (x, y) = (middle(place % code.width()), middle(place / code.width()));
            let white = rows[y * row + 1 + x / 8] & (0x80 >> (x % 8)) != 0;
            assert_eq!(white, color == Color::Light, "{x} {y}");
        }
    }
}
