package main

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

// TestNamesOfThousands pages and narrows names that begin alike, in the departments the recorder is for and below.
func TestNamesOfThousands(t *testing.T) {
	t.Parallel()
	var file strings.Builder
	file.WriteString(`
company: {code: umi, name: 海}
sites: [{code: head, name: 本社}]
departments: [{code: a, name: 第一}, {code: b, name: 第一の下, parent: a}, {code: c, name: よそ}]
recorders: [{code: door, name: 玄関, site: head, departments: [a]}]
employees:
  - {code: "0002", name: 中村, login: nakamura, role: owner, kana: なかむら, passcode: "0002", department: c}
`)
	for i := range 60 {
		fmt.Fprintf(&file, "  - {code: \"k%03d\", name: 加藤%03d, kana: か%03d, passcode: \"1234\", department: %s}\n", i, i, i, []string{"a", "b"}[i%2])
	}
	file.WriteString("  - {code: k900, name: 木村, kana: きむら, passcode: \"1234\", department: b}\n  - {code: k901, name: 工藤, kana: くどう, department: b}\n")
	p := newPages(t, "sqlite", file.String())
	b := p.browser()
	b.follow(b.send("POST", atDoor+"/pair", url.Values{"code": {p.pairingCode("umi", "door", "nakamura")}})).wants(t, 200, "か", "第一の下", "-よそ", "-な")
	at := atDoor + "/names?key=" + url.QueryEscape("か")
	b.get(at).wants(t, 200, "加藤000", "加藤023", "-加藤024", "1 / 3 ページ・全61件", "-工藤")
	b.get(at+"&page=3").wants(t, 200, "木村", "-加藤000", "3 / 3")
	b.get(at+"&page=99").wants(t, 200, "木村")
	b.get(at+"&letter="+url.QueryEscape("き")).wants(t, 200, "木村", "-加藤")
	b.byName("0002", "0002").wants(t, 303) // of another department: nobody can choose him here
	b.send("POST", atDoor+"/login", url.Values{"login": {"nakamura"}, "password": {"x"}}).wants(t, 422)
}
