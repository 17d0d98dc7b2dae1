package main

import (
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain/worktime"
)

// TestHomeOfTheConsole tells what needs a person, each with the page where it is seen to, and nothing of the twin.
func TestHomeOfTheConsole(t *testing.T) {
	p := newPages(t, "sqlite", demoText(t), twin(t))
	b := p.as("nakamura")
	a := b.get("/admin")
	a.wants(t, 200, "いま必要なこと", "末日締めの2026年10月をまだ確定していません", "15日締めの2026年11月")
	for _, line := range []string{"打刻の足りない人", "承認を待っています"} {
		if strings.Contains(a.body, line) {
			t.Errorf("%s without a reason", line)
		}
	}
	p.records("umi", "tanaka", worktime.In, "2026-11-18", "9:00")
	p.records("yama", "tanaka", worktime.In, "2026-11-18", "9:00")
	a = b.get("/admin")
	a.wants(t, 200, "今月、打刻の足りない人が1人います")
	for _, path := range []string{"/admin/records/missing", "/team/closing?month=2026-10"} {
		if !strings.Contains(a.body, `href="`+path) {
			t.Errorf("no way to %s", path)
		}
	}
}

// TestTheBoxFindsEverything finds people, records and settings of one's own company, by names and codes.
func TestTheBoxFindsEverything(t *testing.T) {
	p := newPages(t, "sqlite", demoText(t), strings.NewReplacer("営業部", "双子営業部", "通常", "双子通常").Replace(twin(t)))
	b := p.as("nakamura")
	for q, finds := range map[string]string{"田中": "田中 太郎", "営業": "東日本営業課", "std": "通常", "やかん": "見つかりません", "夜勤": "夜勤", "丸め": "丸め", "横浜": "横浜工場", "1001": "田中 太郎", "": "名前・コード"} {
		a := b.get("/admin/found?q=" + q)
		a.wants(t, 200, finds)
		if strings.Contains(a.body, "双子") {
			t.Errorf("%s finds the twin's: %s", q, text(a.body))
		}
	}
}
