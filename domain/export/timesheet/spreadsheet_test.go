//go:build spreadsheet

// `make spreadsheet` runs this; the suite does not, because it wants LibreOffice (half a gigabyte to install).
package timesheet

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"github.com/dakoku/dakoku/domain/export"
)

// TestSpreadsheetReadsEveryFile opens every file this program writes in a real spreadsheet program and compares it, cell by
// cell, with what was written: encodings, quotes, line feeds inside a cell, leading zeros, harmless formulas.
func TestSpreadsheetReadsEveryFile(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("install libreoffice-calc-nogui: ", err)
	}
	home := t.TempDir()
	try := func(name string, encoding export.Encoding, delimiter string) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			raw, err := os.ReadFile(name)
			fail(t, err)
			charset, comma := "76", ',' // UTF-8; https://wiki.documentfoundation.org/Documentation/DevGuide/Spreadsheet_Documents
			if encoding == export.ShiftJIS {
				charset = "64"
				raw, err = japanese.ShiftJIS.NewDecoder().Bytes(raw)
				fail(t, err)
			}
			if delimiter == "tab" {
				comma = '\t'
			}
			want := cells(t, raw, comma)
			var columns []string // all of them text
			for i := range 100 {
				columns = append(columns, fmt.Sprint(i+1, "/2"))
			}
			out := t.TempDir()
			said, err := exec.CommandContext(t.Context(), office, "-env:UserInstallation=file://"+home, "--headless",
				fmt.Sprintf("--infilter=CSV:%d,34,%s,1,%s", comma, charset, strings.Join(columns, "/")), "--convert-to",
				"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false", "--outdir", out, name).CombinedOutput()
			if err != nil || bytes.Contains(said, []byte("Error")) {
				t.Fatalf("%v: %s", err, said)
			}
			read, err := os.ReadFile(filepath.Join(out, filepath.Base(name)))
			fail(t, err)
			if got := cells(t, read, ','); !slices.EqualFunc(got, want, slices.Equal) {
				t.Errorf("read as\n%q\nwritten as\n%q", got, want)
			}
		})
	}
	all, err := export.Presets()
	fail(t, err)
	for _, l := range all {
		try("../testdata/golden/"+l.Name+".csv", l.Encoding, l.Delimiter)
	}
	own, err := filepath.Glob("testdata/*.csv")
	fail(t, err)
	for _, name := range own {
		try(name, export.UTF8BOM, "comma")
	}
}

// cells are a table's, without empty ones at the end of a line and empty lines at the end.
func cells(t *testing.T, raw []byte, comma rune) [][]string {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\ufeff"))))
	r.Comma, r.FieldsPerRecord = comma, -1
	rows, err := r.ReadAll()
	fail(t, err)
	for i, row := range rows {
		for len(row) > 0 && row[len(row)-1] == "" {
			row = row[:len(row)-1]
		}
		rows[i] = row
	}
	return rows
}
