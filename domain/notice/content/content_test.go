package content

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	gifs "image/gif"
	jpegs "image/jpeg"
	pngs "image/png"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
	"pgregory.net/rapid"

	"github.com/dakoku/dakoku/domain"
)

func picture(t testing.TB, ending string) []byte {
	t.Helper()
	var b bytes.Buffer
	rgba := image.NewRGBA(image.Rect(0, 0, 9, 7))
	var err error
	switch ending {
	case ".png":
		err = pngs.Encode(&b, rgba)
	case ".jpg":
		err = jpegs.Encode(&b, rgba, nil)
	case ".gif":
		err = gifs.Encode(&b, rgba, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// zipped is an archive of parts, each "name=text".
func zipped(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		name, text, _ := strings.Cut(p, "=")
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func docx(t testing.TB, more ...string) []byte {
	return zipped(t, append([]string{"[Content_Types].xml=<Types/>", "word/document.xml=<w:document/>"}, more...)...)
}

// pdfOf is a small PDF with something before its first object.
func pdfOf(head string) []byte {
	body := "%PDF-1.7\n" + head + "1 0 obj\n<</Type/Catalog>>\nendobj\n"
	return []byte(body + "xref\n0 1\n0000000000 65535 f \ntrailer\n<</Root 1 0 R>>\nstartxref\n" + fmt.Sprint(len(body)) + "\n%%EOF\n")
}

func webpOf() []byte {
	body := "WEBPVP8L" + "\x06\x00\x00\x00" + "\x2f\x00\x00\x00\x00\x00"
	return []byte("RIFF" + string(binary.LittleEndian.AppendUint32(nil, uint32(len(body)))) + body)
}

func heicOf() []byte {
	box := func(kind, body string) string {
		return string(binary.BigEndian.AppendUint32(nil, uint32(8+len(body)))) + kind + body
	}
	return []byte(box("ftyp", "heic\x00\x00\x00\x00mif1heic") + box("meta", "....") + box("mdat", "pixels"))
}

func why(err error) string {
	var e *domain.Error
	if !errors.As(err, &e) {
		return ""
	}
	w, _ := e.Args["why"].(string)
	return w
}

func sjis(t *testing.T, s string) []byte {
	t.Helper()
	b, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestInspect takes in what offices send, and nothing that is something else, or something more.
func TestInspect(t *testing.T) {
	jar := zipped(t, "META-INF/MANIFEST.MF=Main-Class: X", "X.class=\xca\xfe\xba\xbe")
	join := func(a, b []byte) []byte { return append(bytes.Clone(a), b...) }
	text := func(s string) []byte { return []byte(s) }
	for name, c := range map[string]struct {
		file string
		raw  []byte
		want string // the media type, or why not
	}{
		"a PDF":                         {"a.pdf", pdfOf(""), "application/pdf"},
		"in capitals":                   {"A.PDF", pdfOf(""), "application/pdf"},
		"a PNG":                         {"a.png", picture(t, ".png"), "image/png"},
		"a JPEG":                        {"a.jpeg", picture(t, ".jpg"), "image/jpeg"},
		"a GIF":                         {"a.gif", picture(t, ".gif"), "image/gif"},
		"a WebP":                        {"a.webp", webpOf(), "image/webp"},
		"a phone's picture":             {"a.HEIC", heicOf(), "image/heic"},
		"a document":                    {"a.docx", docx(t, "word/media/image1.png=x"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		"a table":                       {"a.xlsx", zipped(t, "[Content_Types].xml=", "xl/workbook.xml="), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		"slides":                        {"a.pptx", zipped(t, "[Content_Types].xml=", "ppt/presentation.xml="), "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
		"a text":                        {"a.txt", text("おつかれさまです。\r\n"), "text/plain"},
		"a list for Excel":              {"a.csv", sjis(t, "氏名,日付\r\n髙橋,①\r\n"), "text/csv"},
		"a program":                     {"a.exe", text("MZ\x90\x00"), "kind"},
		"a program called PDF":          {"a.pdf", text("MZ\x90\x00"), "disguise"},
		"two endings":                   {"a.pdf.exe", pdfOf(""), "kind"},
		"no ending":                     {"report", pdfOf(""), "kind"},
		"an archive":                    {"a.zip", zipped(t, "a.txt=x"), "kind"},
		"an archive called PDF":         {"a.pdf", zipped(t, "a.txt=x"), "disguise"},
		"an archive called a document":  {"a.docx", zipped(t, "a.txt=x"), "disguise"},
		"a table called a document":     {"a.docx", zipped(t, "[Content_Types].xml=", "xl/workbook.xml="), "disguise"},
		"a page":                        {"a.html", text("<html></html>"), "kind"},
		"a drawing with scripts":        {"a.svg", text("<svg/>"), "kind"},
		"a page called text":            {"a.txt", text("<!DOCTYPE html><script>x</script>"), "double"},
		"a shell script called text":    {"a.txt", text("#!/bin/sh\nrm -rf /"), "disguise"},
		"bytes called text":             {"a.txt", text("a\x00b"), "disguise"},
		"neither writing":               {"a.txt", text("\xff\xfe\xfd"), "disguise"},
		"a PDF with a page behind":      {"a.pdf", join(pdfOf(""), text("<script>x</script>")), "double"},
		"a PDF with an archive behind":  {"a.pdf", join(pdfOf(""), jar), "double"},
		"a PDF with a page in its head": {"a.pdf", pdfOf("%<HTML><script>x</script>\n"), "double"},
		"a PDF that breaks off":         {"a.pdf", pdfOf("")[:60], "disguise"},
		"a PDF of a header alone":       {"a.pdf", text("%PDF-1.7\nstartxref\n5\n%%EOF"), "disguise"},
		"a PDF behind something":        {"a.pdf", join(text("junk"), pdfOf("")), "disguise"},
		"a GIF with an archive (GIFAR)": {"a.gif", join(picture(t, ".gif"), jar), "double"},
		"a JPEG with an archive":        {"a.jpg", join(picture(t, ".jpg"), jar), "double"},
		"a JPEG with a page":            {"a.jpg", join(picture(t, ".jpg"), text("<?php x ?>")), "double"},
		"a PNG with a page":             {"a.png", join(picture(t, ".png"), text("<script>")), "double"},
		"a PNG that breaks off":         {"a.png", picture(t, ".png")[:40], "disguise"},
		"a WebP with more":              {"a.webp", join(webpOf(), jar), "double"},
		"a film called a picture":       {"a.heic", text("\x00\x00\x00\x10ftypisom\x00\x00\x00\x00"), "disguise"},
		"a phone's picture with more":   {"a.heic", join(heicOf(), jar), "double"},
		"a document with macros":        {"a.docx", docx(t, "word/vbaProject.bin=x"), "active"},
		"a document with a program":     {"a.docx", docx(t, "word/embeddings/run.EXE=x"), "active"},
		"a document that leaves itself": {"a.docx", docx(t, "../../etc/cron.d/x=x"), "active"},
		"a document from the root":      {"a.docx", docx(t, "/etc/passwd=x"), "active"},
		"a document with a part twice":  {"a.docx", docx(t, "word/document.xml=y"), "double"},
		"a document of an end alone":    {"a.docx", text("PK\x03\x04PK\x05\x06" + strings.Repeat("\x00", 18)), "double"},
		"a document behind an archive":  {"a.docx", join(jar, docx(t)), "double"},
		"a document behind a program":   {"a.docx", join(text("MZ"), docx(t)), "disguise"},
		"a document with more behind":   {"a.docx", join(docx(t), text("MZ")), "double"},
	} {
		t.Run(name, func(t *testing.T) {
			media, kept, err := Inspect(c.file, c.raw)
			if err == nil && !bytes.HasPrefix(c.raw, kept) {
				t.Error("what is kept is not what came")
			}
			if media = media + why(err); err != nil && media != c.want && why(err) != c.want || err == nil && media != c.want {
				t.Errorf("%s, %v; want %s", media, err, c.want)
			}
		})
	}
}

// TestBomb is refused by what it says of itself, before anything is unpacked.
func TestBomb(t *testing.T) {
	raw := docx(t, "word/media/x=x")
	at := bytes.LastIndex(raw, []byte("PK\x01\x02")) // the last part's entry in the table
	binary.LittleEndian.PutUint32(raw[at+24:], 1<<31)
	if _, _, err := Inspect("a.docx", raw); why(err) != "active" {
		t.Error(err)
	}
}

// TestTail cuts off what a phone hangs behind a picture.
func TestTail(t *testing.T) {
	clean := picture(t, ".jpg")
	_, kept, err := Inspect("a.jpg", append(bytes.Clone(clean), "....ftypmp42 a little film"...))
	if err != nil || !bytes.Equal(kept, clean) {
		t.Errorf("%d of %d bytes, %v", len(kept), len(clean), err)
	}
}

// TestInspectAnything never falls over, whatever comes.
func TestInspectAnything(t *testing.T) {
	seeds := [][]byte{pdfOf(""), picture(t, ".png"), picture(t, ".jpg"), picture(t, ".gif"), webpOf(), heicOf(), docx(t), []byte("text")}
	rapid.Check(t, func(t *rapid.T) {
		raw := bytes.Clone(rapid.SampledFrom(seeds).Draw(t, "seed"))
		raw = raw[:rapid.IntRange(0, len(raw)).Draw(t, "length")]
		for range rapid.IntRange(0, 4).Draw(t, "changes") {
			if len(raw) > 0 {
				raw[rapid.IntRange(0, len(raw)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
			}
		}
		for _, e := range Endings() {
			if _, kept, err := Inspect("x"+e, raw); err == nil && len(kept) == 0 && len(raw) > 0 {
				t.Fatalf("nothing is kept of %q", raw)
			}
		}
	})
}

func TestName(t *testing.T) {
	for given, want := range map[string]string{
		"申告書.pdf":                         "申告書.pdf",
		"../../etc/passwd":                "passwd",
		`C:\Users\x\表.xlsx`:               "表.xlsx",
		"a\x00b\n.pdf":                    "ab.pdf",
		"\u202Efdp.exe":                   "fdp.exe",
		"a\u200B\u2066b.txt":              "ab.txt",
		"...":                             "file",
		"":                                "file",
		"..":                              "file",
		" 見積 .pdf":                        "見積.pdf",
		`a<b>:"|?*.csv`:                   "a_b______.csv",
		".pdf":                            "file.pdf",
		"\xff\xfe.txt":                    "file.txt",
		strings.Repeat("あ", 200) + ".pdf": strings.Repeat("あ", 76) + ".pdf",
		"x." + strings.Repeat("e", 300):   "x." + strings.Repeat("e", 228),
		"全角　空白.txt":                       "全角 空白.txt",
	} {
		if got := Name(given); got != want {
			t.Errorf("%q is called %q, want %q", given, got, want)
		}
	}
}

// TestNameAnything is always something that can be saved, and stays as it is.
func TestNameAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		got := Name(rapid.String().Draw(t, "name"))
		if got == "" || len(got) > maxName || !utf8.ValidString(got) || strings.ContainsAny(got, "/\\\x00\n") || Name(got) != got {
			t.Fatalf("%q", got)
		}
	})
}
