package pdf_test

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/export/pdf"
	"github.com/dakoku/dakoku/domain/export/pdf/pdftest"
)

var made = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

func gothic(t *testing.T) *pdf.Font {
	t.Helper()
	f, err := pdf.Gothic()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// write makes a document of pages with a text each.
func write(t *testing.T, texts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	d := pdf.New(&b, gothic(t), "題", "ja", made)
	for i, s := range texts {
		p := d.Page()
		p.Text(10, 20, 9, s)
		p.Line(10, 21, 50, 21, 0.5)
		if err := d.Add(p, fmt.Sprint("頁", i+1)); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWhatIsWrittenCanBeRead(t *testing.T) {
	names := []string{"髙﨑 德 濵田 邉 (1) 25:30 ｱｲｳ 〜～", "か\u3099ん 葛\U000E0100城", "𠮟 𠮷野 😀"}
	raw := write(t, names...)
	d, err := pdftest.Read(raw)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range d.Pages {
		got = append(got, p[0].Text)
	}
	want := []string{names[0], "がん 葛城", "𠮟 吉野 〓"}
	if !slices.Equal(got, want) || d.PageSpots != 3 {
		t.Errorf("%d pages: %q, want %q", d.PageSpots, got, want)
	}
	if d.MediaBox != "0 0 595.28 841.89" {
		t.Errorf("the page is %s", d.MediaBox)
	}
	if !slices.Equal(d.Contents, []string{"頁1", "頁2", "頁3"}) {
		t.Errorf("contents %q", d.Contents)
	}
	first := d.Pages[0][0]
	if width := gothic(t).Width(names[0], 9); first.Width < width-0.2 || first.Width > width+0.2 || first.X < 9.99 || first.X > 10.01 || first.Y < 19.99 || first.Y > 20.01 {
		t.Errorf("%+v, want it %f wide at 10, 20", first, width)
	}
	if len(d.Font) > 600_000 || len(raw) > 60_000 {
		t.Errorf("%d bytes with a font of %d for 40 letters", len(raw), len(d.Font))
	}
}

func TestMissingLettersAreNamed(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "髙﨑 德 ABC 〓", ""},
		{"parts of a letter are one letter", "か\u3099", ""},
		{"a picture", "a😀b", "😀"},
		{"a variant that is written in its usual shape", "𠮷野", "𠮷"},
		{"a chosen shape", "葛\U000E0100", "\U000E0100"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := string(gothic(t).Missing(c.text)); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestTheSamePagesAreTheSameBytes(t *testing.T) {
	texts := strings.Split(strings.Repeat("勤務表,退勤,打刻,", 20), ",")
	if !bytes.Equal(write(t, texts...), write(t, texts...)) {
		t.Error("two documents of the same pages differ")
	}
}

// A page is with the reader before the next one is drawn.
func TestPagesAreNotKept(t *testing.T) {
	var b bytes.Buffer
	d := pdf.New(&b, gothic(t), "題", "ja", made)
	for range 3 {
		before := b.Len()
		p := d.Page()
		p.Text(10, 20, 9, "退勤")
		if err := d.Add(p, ""); err != nil {
			t.Fatal(err)
		}
		if b.Len() == before {
			t.Fatal("the page was kept back")
		}
	}
}

type full struct{ room int }

func (f *full) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, io.ErrShortWrite
	}
	return len(b), nil
}

func TestAFullDiskIsTold(t *testing.T) {
	d := pdf.New(&full{200}, gothic(t), "題", "ja", made)
	p := d.Page()
	p.Text(10, 20, 9, strings.Repeat("退勤", 500))
	if err := d.Add(p, ""); err == nil {
		t.Error("a page is said to be written on a full disk")
	}
	if err := d.Close(); err == nil {
		t.Error("the document is said to be whole")
	}
}
