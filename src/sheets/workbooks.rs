//! Workbooks as programs write them, and as somebody would who means harm.

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::io::Write;

    use rust_xlsxwriter::Workbook;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::super::CELL_BYTES_MAX;
    use super::super::Column;
    use super::super::SheetMistake;
    use super::super::tests::row;
    use super::super::tests::rows;

    /// A workbook whose sheet and shared texts are these.
    fn book(sheet: &[u8], shared: &[u8]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(vec![]));
        let workbook =
            r#"<workbook xmlns:r="x"><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>"#;
        let relations = r#"<Relationships><Relationship Id="rId1" Target="worksheets/one.xml"/></Relationships>"#;
        for (name, bytes) in [
            ("xl/workbook.xml", workbook.as_bytes()),
            ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
            ("xl/sharedStrings.xml", shared),
            ("xl/worksheets/one.xml", sheet),
        ] {
            zip.start_file(name, SimpleFileOptions::default()).expect("a new file");
            zip.write_all(bytes).expect("room");
        }
        zip.finish().expect("an archive").into_inner()
    }

    #[test]
    fn a_workbook_is_read_as_a_person_sees_it() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "بابت & <مبلغ>").expect("a cell");
        sheet.write_string(2, 1, "سفارش ۳۴۷").expect("a cell");
        sheet.write_number(2, 3, 24_500_000).expect("a cell");
        sheet.write_number(2, 2, 9_351_112_233_f64).expect("a cell");
        let said = rows(&book.save_to_buffer().expect("a workbook")).expect("a table");
        let filled = row(3, &["", "سفارش ۳۴۷", "9351112233", "24500000"]);
        assert_eq!(said, [row(1, &["بابت & <مبلغ>"]), filled]);
    }

    #[test]
    fn a_template_is_read_back_as_it_was_written() {
        let column = |heading: &str, example: &str| Column {
            heading: heading.to_owned(),
            hint: "-".to_owned(),
            example: example.to_owned(),
        };
        let columns = [column("موبایل", "09351112233"), column("مهلت", "1405/09/05")];
        let said = [row(1, &["موبایل", "مهلت"]), row(2, &["09351112233", "1405/09/05"])];
        assert_eq!(
            rows(&super::super::xlsx(&columns, true).expect("a workbook")).expect("a table"),
            said
        );
        assert_eq!(rows(&super::super::csv(&columns)).expect("a table"), said);
    }

    #[test]
    fn exponents_formulas_errors_and_pieces_of_text_have_their_values() {
        let sheet =
            br#"<worksheet><sheetData><row r="2"><c r="A2"><v>2.45E7</v></c><c r="B2" t="e">
        <v>#N/A</v></c><c r="C2" t="str"><f>A1&amp;"x"</f><v>sum</v></c><c r="D2" t="s"><v>0</v></c>
        <c r="E2" t="inlineStr"><is><t>here</t></is></c></row></sheetData></worksheet>"#;
        let shared = b"<sst><si><r><t>one </t></r><r><t>two</t></r><rPh><t>no</t></rPh></si></sst>";
        let said = rows(&book(sheet, shared)).expect("a table");
        assert_eq!(said, [row(2, &["24500000", "", "sum", "one two", "here"])]);
    }

    #[test]
    fn a_workbook_made_to_hurt_is_refused() {
        let sheet = |cells: &str| format!("<worksheet><sheetData>{cells}</sheetData></worksheet>");
        let bomb = sheet(&"<row><c><v>1</v></c></row>".repeat(200));
        assert_eq!(rows(&book(bomb.as_bytes(), b"<sst/>")), Err(SheetMistake::TooManyRows));
        let deep = format!("<row><c t=\"str\"><v>{}</v></c></row>", "x".repeat(CELL_BYTES_MAX + 1));
        assert_eq!(rows(&book(sheet(&deep).as_bytes(), b"<sst/>")), Err(SheetMistake::TooLarge));
        let same = format!("<sst>{}</sst>", "<si><t>aaaaaaaaaaaaaaaa</t></si>".repeat(60_000));
        let refused = rows(&book(sheet("").as_bytes(), same.as_bytes()));
        assert_eq!(refused, Err(SheetMistake::TooLarge), "it unfolds beyond its ratio");

        for (cells, mistake) in [
            (r#"<row r="5000"><c><v>1</v></c></row>"#, SheetMistake::TooManyRows),
            (r#"<row r="1"><c r="XFD1"><v>1</v></c></row>"#, SheetMistake::TooManyColumns),
            (r#"<row r="1"><c r="ZZZZ1"><v>1</v></c></row>"#, SheetMistake::Unreadable),
            (r#"<row r="1"><c t="s"><v>7</v></c></row>"#, SheetMistake::Unreadable),
            (r#"<row><c t="str"><v>&own;</v></c></row>"#, SheetMistake::Unreadable),
            ("<row><c><v>1</c>", SheetMistake::Unreadable),
        ] {
            assert_eq!(rows(&book(sheet(cells).as_bytes(), b"<sst/>")), Err(mistake), "{cells}");
        }
        let entity = br#"<!DOCTYPE x [<!ENTITY own "aaaa">]><worksheet/>"#;
        assert_eq!(rows(&book(entity, b"<sst/>")), Err(SheetMistake::Unreadable));
    }
}
