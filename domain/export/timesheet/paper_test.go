package timesheet

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain/export/pdf/pdftest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var languages = []string{"ja", "en"}

// printOn writes sheets as a PDF.
func printOn(t *testing.T, lang string, sheets ...Sheet) (raw []byte, lost []Lost) {
	t.Helper()
	var b bytes.Buffer
	p, err := NewPaper(&b, "勤務表", lang, printed)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sheets {
		if err := p.Add(s); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), p.Lost()
}

func readBack(t *testing.T, raw []byte) pdftest.Document {
	t.Helper()
	d, err := pdftest.Read(raw)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// same compares with a golden file.
func same(t *testing.T, name string, got []byte) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is another:\n%s", name, got)
	}
}

// TestPaperGolden keeps what stands where on the sheets, line by line.
func TestPaperGolden(t *testing.T) {
	for name, s := range months() {
		for _, lang := range languages {
			t.Run(name+" "+lang, func(t *testing.T) {
				raw, _ := printOn(t, lang, s)
				var b bytes.Buffer
				for i, page := range readBack(t, raw).Pages {
					fmt.Fprintf(&b, "page %d\n", i+1)
					for _, line := range lines(page) {
						fmt.Fprintln(&b, line)
					}
				}
				same(t, name+"-"+lang+".txt", b.Bytes())
			})
		}
	}
}

// lines are the texts of a page as they are read, from above and from the left.
func lines(page []pdftest.Text) []string {
	page = slices.Clone(page)
	slices.SortStableFunc(page, func(a, b pdftest.Text) int {
		if d := int(a.Y*10) - int(b.Y*10); d != 0 {
			return d
		}
		return int(a.X*10) - int(b.X*10)
	})
	var list []string
	y := -1
	for _, p := range page {
		if at := int(p.Y * 10); at == y {
			list[len(list)-1] += " | " + p.Text
		} else {
			list, y = append(list, p.Text), at
		}
	}
	return list
}

// TestNothingIsClippedAndNothingOverlaps looks at every text of every sheet.
func TestNothingIsClippedAndNothingOverlaps(t *testing.T) {
	for name, s := range months() {
		for _, lang := range languages {
			t.Run(name+" "+lang, func(t *testing.T) {
				raw, _ := printOn(t, lang, s)
				for n, page := range readBack(t, raw).Pages {
					for i, a := range page {
						if a.X < left-0.1 || a.X+a.Width > left+inner+0.1 || top(a) < 5 || a.Y > 292 {
							t.Errorf("page %d: %q stands outside, at %.1f to %.1f, %.1f", n+1, a.Text, a.X, a.X+a.Width, a.Y)
						}
						for _, b := range page[i+1:] {
							if a.X+a.Width > b.X+0.1 && b.X+b.Width > a.X+0.1 && a.Y > top(b)+0.1 && b.Y > top(a)+0.1 {
								t.Errorf("page %d: %q overlaps %q", n+1, a.Text, b.Text)
							}
						}
					}
				}
			})
		}
	}
}

// top is the upper edge of a text's letters, in millimetres: figures and kanji are about three quarters of the size.
func top(t pdftest.Text) float64 { return t.Y - 0.75*t.Size*25.4/72 }

func TestColumnsFillThePage(t *testing.T) {
	sum := 0.0
	for _, c := range columns {
		sum += c.width
	}
	if sum != inner {
		t.Errorf("the columns are %.1f mm wide, the page has %.1f", sum, inner)
	}
}

func TestAMonthIsOnePage(t *testing.T) {
	raw, lost := printOn(t, "ja", ordinary(), locked())
	d := readBack(t, raw)
	if len(d.Pages) != 2 || len(lost) != 0 {
		t.Errorf("%d pages, lost %v", len(d.Pages), lost)
	}
	if want := []string{"1001 田中 太郎", "1001 田中 太郎"}; !slices.Equal(d.Contents, want) {
		t.Errorf("contents %q", d.Contents)
	}
}

// What is longer than its place is cut there, and stands whole on a page after it.
func TestLongTextsGoOn(t *testing.T) {
	s := long()
	raw, lost := printOn(t, "ja", s)
	d := readBack(t, raw)
	if len(d.Pages) != 2 || len(d.Contents) != 1 {
		t.Fatalf("%d pages, contents %q", len(d.Pages), d.Contents)
	}
	second := ""
	for _, p := range d.Pages[1] {
		second += p.Text
	}
	for _, want := range []string{s.Company, s.Pattern, s.Person.Employee.Name, s.Locked.Reason} {
		if !strings.Contains(second, want) {
			t.Errorf("the second page lacks %q", want)
		}
	}
	want := []Lost{{s.Person.Employee.Code, "sales " + s.Person.Department.Name, "𠮷😀\U000E0100"}}
	if !slices.Equal(lost, want) {
		t.Errorf("lost %q, want %q", lost, want)
	}
}

func TestTheSameSheetIsTheSameBytes(t *testing.T) {
	a, _ := printOn(t, "ja", everything(), long())
	b, _ := printOn(t, "ja", everything(), long())
	if !bytes.Equal(a, b) {
		t.Error("two prints of a month differ")
	}
}
