package main

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/dakoku/dakoku/cmd/dakoku/eye"
)

// TestE2EPeople keeps people in a real browser as an administrator does, in both languages: one, several at once, what is
// handed out on paper, and a list that is taken in; each page is looked at on a phone and a PC.
func TestE2EPeople(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "社員.csv")
	list := "社員コード,姓,名,せい,所属,締日グループ,就業時間帯,身長\n1001,田中,次郎,,,,,1\n３００１,林,,はやし,営業部,end,std,\n3002,森,,もり,無い部,end,std,\n"
	if err := os.WriteFile(file, []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	for scheme, lang := range []string{"ja", "en"} {
		t.Run(lang, func(t *testing.T) {
			p := newPages(t, "sqlite")
			server := httptest.NewServer(p.handler)
			t.Cleanup(server.Close)
			e := eye.Open(t, scheme, server.URL, lang)
			e.Enter("suzuki", lang)
			both := func(name string) {
				t.Helper()
				e.InspectAt("people-"+name, eye.Screens[0])
				e.InspectAt("people-"+name, eye.Screens[2])
			}
			press := func(button, then string) {
				t.Helper()
				eye.Try(t, e.Ctx, chromedp.Click(button))
				e.Until(then + ` && document.readyState === 'complete'`)
			}
			for name, path := range map[string]string{"list": "", "none": "?q=nobody&role=manager", "new": "/new", "import": "/import", "linking": "/linking", "owner": "/owner"} {
				e.GoTo(peoplePath + path)
				both(name)
			}
			e.GoTo(p.onePath("umi", "1001"))
			eye.Evaluate[bool](e, `(document.querySelector('form.stack').noValidate = true)`)
			e.Fill("#mail1", "taro", "#hired", "2026-04-01", "#left", "2026-03-31")
			press(`form.stack > button`, `!!document.querySelector('.wrong')`)
			both("wrong")
			e.Fill("#mail1", "taro@example.com", "#left", "2027-03-31", "#department", "factory", "[name=from]", "2026-12-01")
			press(`form.stack > button`, `!!document.querySelector('[name=sure]')`)
			both("check")
			press(`[name=sure]`, `!!document.querySelector('.notice.good')`)
			eye.Try(t, e.Ctx, chromedp.Click(`details > summary`))
			both("saved")

			choose := func(button, then string) {
				t.Helper()
				e.GoTo(peoplePath)
				eye.Evaluate[bool](e, `(document.querySelectorAll('[name=pick]').forEach(x => { x.checked = true }), true)`)
				press(button, then)
			}
			choose(`.with .acts button:nth-child(1)`, `!!document.querySelector('[name=set]')`)
			both("bulk")
			eye.Evaluate[bool](e, `(document.querySelector('[name=set][value=department]').checked = true)`)
			e.Fill("#department", "office")
			press(`form.stack > button`, `!!document.querySelector('[name=sure]')`)
			both("bulk-check")
			choose(`.with .acts button:nth-child(2)`, `!!document.querySelector('[name=how]')`)
			both("reissue")
			press(`form.stack > button`, `!!document.querySelector('.slip')`)
			both("issued")
			choose(`.with .acts button:nth-child(3)`, `!!document.querySelector('#days')`)
			both("sheet-days")
			press(`form.stack > button`, `!!document.querySelector('.slip')`)
			both("sheet")

			e.GoTo(peoplePath + "/import")
			eye.Try(t, e.Ctx, chromedp.SetUploadFiles(`#file`, []string{file}))
			press(`form.stack > button`, `!!document.querySelector('.mapped')`)
			both("columns")
			press(`form.stack > button`, `!!document.querySelector('.does')`)
			both("report")
			press(`.take button`, `!!document.querySelector('.notice.good')`)
			both("taken")
		})
	}
}
