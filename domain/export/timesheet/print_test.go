package timesheet

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
)

var printedPage = regexp.MustCompile(`/Type /Page\b[^s]`)

// TestTheWebPagePrintsAPageAPerson prints sheets from a real browser. Only texts longer than their places may need more.
func TestTheWebPagePrintsAPageAPerson(t *testing.T) {
	browser := os.Getenv("TEST_CHROMIUM")
	if browser == "" {
		t.Fatal("set TEST_CHROMIUM or run make test")
	}
	for _, lang := range languages {
		t.Run(lang, func(t *testing.T) {
			var page bytes.Buffer
			web, err := NewWeb(&page, "勤務表", lang)
			fail(t, err, web.Add(ordinary()), web.Add(everything()), web.Add(locked()), web.Close())
			name := filepath.Join(t.TempDir(), "sheet.html")
			fail(t, os.WriteFile(name, page.Bytes(), 0o600))
			out := filepath.Join(t.ArtifactDir(), "web-"+lang+".pdf")
			said, err := exec.CommandContext(t.Context(), browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
				"--user-data-dir="+t.TempDir(), "--print-to-pdf="+out, "file://"+name).CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, said)
			}
			raw, err := os.ReadFile(out)
			fail(t, err)
			if n := len(printedPage.FindAll(raw, -1)); n != 3 {
				t.Errorf("three people's months take %d pages", n)
			}
		})
	}
}
