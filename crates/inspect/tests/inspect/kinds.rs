use inspect::{Disguise, Kind, agreed};

#[test]
fn a_kind_is_told_by_the_content() {
    let cases: [(&[u8], Kind); 14] = [
        (b"%PDF-1.7\n%\xE2\xE3", Kind::Pdf),
        (b"PK\x03\x04\x14\0\0\0", Kind::Zip),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", Kind::Compound),
        (b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3E\0" as &[u8], Kind::Unknown),
        (b"MZ\x90\0\x03\0\0\0", Kind::Program),
        (b"#!/bin/sh\nrm -rf /\n", Kind::Script),
        (b"<!DOCTYPE html><title>x</title>", Kind::Html),
        (b"<?xml version=\"1.0\"?><a/>", Kind::Xml),
        (b"{\"bomFormat\": \"CycloneDX\"}", Kind::Json),
        ("申报书\n一、".as_bytes(), Kind::Text),
        (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", Kind::Png),
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF", Kind::Jpeg),
        (b"{\\rtf1\\ansi", Kind::Rtf),
        (b"\0\x01\x02\x03", Kind::Unknown),
    ];
    for (head, expected) in cases {
        // An ELF head is known once it is 53 bytes long.
        if head.starts_with(b"\x7FELF") {
            let long = [head, &[0; 64]].concat();
            assert_eq!(Kind::of_head(&long), Kind::Program);
            continue;
        }
        assert_eq!(Kind::of_head(head), expected, "{}", String::from_utf8_lossy(head));
    }
}

#[test]
fn a_program_under_the_name_of_a_paper_is_dangerous_and_a_picture_is_not() {
    assert_eq!(agreed("申报书.pdf", Kind::Pdf), (Kind::Pdf, Disguise::None));
    assert_eq!(agreed("申报书.pdf", Kind::Program).1, Disguise::Dangerous);
    assert_eq!(agreed("申报书.docx", Kind::Html).1, Disguise::Dangerous);
    assert_eq!(agreed("a.pdf.exe", Kind::Program).1, Disguise::Dangerous);
    assert_eq!(agreed("setup.exe", Kind::Program).1, Disguise::None);
    assert_eq!(agreed("build.sh", Kind::Script).1, Disguise::None);
    assert_eq!(agreed("a.pdf", Kind::Jpeg), (Kind::Jpeg, Disguise::Harmless));
    assert_eq!(agreed("a.csv", Kind::Text), (Kind::Csv, Disguise::None));
    assert_eq!(agreed("main.rs", Kind::Text), (Kind::Text, Disguise::None));
    assert_eq!(agreed("documents", Kind::Zip), (Kind::Zip, Disguise::None));
    assert_eq!(agreed("lib.tar.gz", Kind::Archive), (Kind::Archive, Disguise::None));
    assert_eq!(agreed("a.docx", Kind::Docx), (Kind::Docx, Disguise::None));
}
