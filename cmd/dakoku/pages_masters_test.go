package main

import (
	"html"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/fixtures"
)

var (
	inputs   = regexp.MustCompile(`<input [^>]*>`)
	selects  = regexp.MustCompile(`(?s)<select id="([^"]+)".*?</select>`)
	options  = regexp.MustCompile(`<option value="([^"]*)"( selected)?>`)
	areas    = regexp.MustCompile(`(?s)<textarea id="([^"]+)"[^>]*>\n(.*?)</textarea>`)
	nameIs   = regexp.MustCompile(` name="([^"]*)"`)
	valueIs  = regexp.MustCompile(` value="([^"]*)"`)
	mainForm = regexp.MustCompile(`(?s)<main.*?<form method="post".*?</form>`)
)

// filledIn is what the page's form would send if nothing was typed; pairs are typed over it, an empty value clears.
func (a answer) filledIn(pairs ...string) url.Values {
	form, all := mainForm.FindString(a.body), url.Values{}
	for _, in := range inputs.FindAllString(form, -1) {
		if strings.Contains(in, `type="checkbox"`) && !strings.Contains(in, " checked") || !strings.Contains(in, " name=") {
			continue
		}
		all.Add(nameIs.FindStringSubmatch(in)[1], html.UnescapeString(valueIs.FindStringSubmatch(in)[1]))
	}
	for _, s := range selects.FindAllStringSubmatch(form, -1) {
		chosen := ""
		for i, o := range options.FindAllStringSubmatch(s[0], -1) {
			if i == 0 || o[2] != "" {
				chosen = o[1]
			}
		}
		all.Set(s[1], html.UnescapeString(chosen))
	}
	for _, s := range areas.FindAllStringSubmatch(form, -1) {
		all.Set(s[1], html.UnescapeString(s[2]))
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		all.Del(pairs[i])
		for v := range strings.SplitSeq(pairs[i+1], "|") {
			all.Add(pairs[i], v)
		}
	}
	return all
}

// master is one kind of record in the tests: a new one, a mistake, and a change.
type master struct {
	name           string
	fresh          []string
	mistake        []string // pairs, then the sentence
	change         []string // pairs
	label, was, is string   // of the change, as the page says it
	effects        bool     // it counts from a date
}

var masterKinds = []master{
	{"departments", []string{"name", "西日本営業課", "code", "sales-west", "parent", "sales"}, []string{"code", "a b", "空白・コンマ"}, []string{"name", "関西営業課", "place", "3"}, "名前", "西日本営業課", "関西営業課", false},
	{"sites", []string{"name", "大阪支店", "code", "osaka", "methods", "line|card"}, []string{"name", "", "入力してください"}, []string{"methods", "card"}, "使える打刻方法", "LINE・ICカード", "ICカード", false},
	{"groups", []string{"name", "20日締め", "code", "d20", "day", "20"}, []string{"day", "32", "1から31までの整数"}, []string{"day", "25"}, "締日", "20", "25", true},
	{"patterns", []string{"name", "遅番", "code", "late", "start", "13:00", "end", "22:00", "breaks", "17:00-18:00"}, []string{"end", "12:00", "終業は始業より後に"}, []string{"breaks", "17:00-17:30\r\n19:00-19:30"}, "休憩", "17:00-18:00", "19:00-19:30", true},
	{"patterns", []string{"name", "店", "code", "shop", "start", "9:00", "end", "18:00", "breaks", "12:00-13:00", "weekdays", "土曜日 ９：００〜１３：００\r\n水木 10:00-19:00 休憩 13:00-14:00"}, []string{"weekdays", "土 13:00-9:00", "終業は始業より後に"}, []string{"weekdays", "土日 9:00-12:00"}, "曜日別の時間", "土 9:00-13:00", "土 日 9:00-12:00", true},
	{"reasons", []string{"name", "年次有給", "code", "101", "leave", "paid", "units", "day|half"}, []string{"units", "", "両方を選ぶか"}, []string{"paid", "on"}, "有給", "いいえ", "はい", false},
	{"permissions", []string{"name", "総務管理", "code", "office-mgr", "can", "view", "departments", "office"}, []string{"departments", "", "1つ以上選んでください"}, []string{"can", "view|approve"}, "できること", "見る", "承認する", false},
	{"recorders", []string{"name", "工場の入口", "code", "plant-door", "site", "plant", "in_ja", "おはようございます"}, []string{"rest", "2", "3から60までの整数"}, []string{"keyboard", "latin"}, "頭文字のボタン", "かな", "A–Z", false},
}

// TestMasters adds, changes and puts back a record of each kind, with a mistake on the way.
func TestMasters(t *testing.T) {
	t.Parallel()
	p := newPages(t, "sqlite")
	b := p.as("nakamura")
	for _, m := range masterKinds {
		t.Run(m.name, func(t *testing.T) {
			path := "/admin/masters/" + m.name
			b.get(path).wants(t, 200)
			empty := b.get(path + "/new")
			bad := append(slices.Clone(m.fresh), m.mistake[:2]...)
			a := b.send("POST", path+"/new", empty.filledIn(bad...))
			a.wants(t, 422, m.mistake[2])
			if m.mistake[0] != "name" && a.filledIn().Get("name") != m.fresh[1] {
				t.Errorf("what was typed is lost: %v", a.filledIn())
			}
			b.follow(b.send("POST", path+"/new", empty.filledIn(m.fresh...))).wants(t, 200, "「"+m.fresh[1]+"」を保存しました", m.fresh[1])
			b.send("POST", path+"/new", empty.filledIn(m.fresh...)).wants(t, 422, "このコードはすでに使われています")
			own := p.linkTo(b, path+"?q="+url.QueryEscape(m.fresh[3]), m.fresh[1])

			form := b.get(own)
			a = b.send("POST", own, form.filledIn(m.change...))
			a.wants(t, 200, m.label, m.was, m.is, "この内容で保存")
			if m.effects != strings.Contains(a.body, "だれの集計も変わりません") {
				t.Errorf("what it does to months: %s", text(a.body))
			}
			b.send("POST", own, a.filledIn("back", "1")).wants(t, 200, m.label)
			if got := b.get(own).filledIn(); got.Encode() != form.filledIn().Encode() {
				t.Errorf("looking changed it: %v", got)
			}
			done := b.follow(b.send("POST", own, a.filledIn("sure", "1")))
			done.wants(t, 200, "を保存しました", "変更前に戻す")
			back := b.get(regexp.MustCompile(`href="([^"]*before=[^"]*)"`).FindStringSubmatch(done.body)[1])
			back.wants(t, 200, "変更前の値を入れました", "これまでの変更", "中村 由美")
			a = b.send("POST", own, back.filledIn())
			a.wants(t, 200, m.is)
			b.follow(b.send("POST", own, a.filledIn("sure", "1"))).wants(t, 200, "を保存しました")
			got, want := b.get(own).filledIn(), form.filledIn()
			got.Del("shown")
			want.Del("shown")
			if got.Encode() != want.Encode() {
				t.Errorf("put back is\n%v, want\n%v", got, want)
			}
		})
	}
}

// linkTo is the address behind a record's name in its list.
func (p *pagesOf) linkTo(b *browser, list, name string) string {
	p.t.Helper()
	a := b.get(list)
	m := regexp.MustCompile(`href="([^"]+)">` + regexp.QuoteMeta(html.EscapeString(name)) + `<`).FindStringSubmatch(a.body)
	if m == nil {
		p.t.Fatalf("%s does not list %s: %s", list, name, text(a.body))
	}
	return m[1]
}

// TestTwoAdministratorsChangeOneRecord tells the second and shows him both values; nothing of his is saved until he says so.
func TestTwoAdministratorsChangeOneRecord(t *testing.T) {
	p := newPages(t, "sqlite")
	one, two := p.as("nakamura"), p.as("suzuki")
	own := p.linkTo(one, "/admin/masters/patterns", "通常")
	mine, his := one.get(own), two.get(own)
	one.follow(one.send("POST", own, mine.filledIn("end", "17:30", "sure", "1"))).wants(t, 200, "を保存しました")
	for _, sure := range []string{"", "1"} {
		a := two.send("POST", own, his.filledIn("end", "18:30", "sure", sure))
		a.wants(t, 409, "ほかの管理者(中村 由美)が先に保存しました", "ほかの管理者が保存した値: 17:30")
		if strings.Count(a.body, "ほかの管理者が保存した値") != 1 || a.filledIn().Get("end") != "18:30" {
			t.Errorf("not both values, beside their field alone: %s", text(a.body))
		}
		if one.get(own).filledIn().Get("end") != "17:30" {
			t.Error("the second has overwritten the first")
		}
		if sure == "1" {
			a = two.send("POST", own, a.filledIn())
			a.wants(t, 200, "17:30", "18:30")
			two.follow(two.send("POST", own, a.filledIn("sure", "1"))).wants(t, 200, "を保存しました")
		}
	}
	if got := one.get(own).filledIn().Get("end"); got != "18:30" {
		t.Errorf("who has seen both cannot save: %s", got)
	}
	// Another page of the company's settings is another record.
	mine, his = one.get("/admin/masters/breaks"), two.get("/admin/masters/rounding")
	one.follow(one.send("POST", "/admin/masters/breaks", mine.filledIn("auto_break", "6:00 45", "sure", "1"))).wants(t, 200, "を保存しました")
	two.follow(two.send("POST", "/admin/masters/rounding", his.filledIn("in_to", "nearest", "in_minutes", "5", "sure", "1"))).wants(t, 200, "を保存しました")
	if r := p.tenant("umi").On("2026-11-20").Rules; len(r.AutoBreak) != 1 || r.Rounding.Punches["in"].Minutes != 5 {
		t.Errorf("one of two pages is lost: %+v", r)
	}
}

// TestAChangeOfHoursIsForeseen changes hours from a date on and is told whose open month comes out differently.
func TestAChangeOfHoursIsForeseen(t *testing.T) {
	p := newPages(t, "sqlite")
	for date, until := range map[string]string{"2026-11-18": "19:00", "2026-11-19": "20:00"} {
		p.records("umi", "tanaka", worktime.In, calendar.Date(date), "9:00")
		p.records("umi", "tanaka", worktime.Out, calendar.Date(date), until)
	}
	b := p.as("nakamura")
	own := p.linkTo(b, "/admin/masters/patterns", "通常")
	look := func(pairs ...string) answer { return b.send("POST", own, b.get(own).filledIn(pairs...)) }
	look("start", "8:30", "end", "17:30", "from", "").wants(t, 200, "最初からの値として", "未確定の1か月分", "遅刻")
	a := look("start", "8:30", "end", "17:30", "from", "2026-11-19")
	a.wants(t, 200, "2026-11-19 から", "9:00", "8:30", "遅刻の合計: 0:00 → 0:30")
	b.follow(b.send("POST", own, a.filledIn("sure", "1"))).wants(t, 200, "を保存しました")
	look("from", "2026-02-30").wants(t, 422, "日付を 2026-04-01 の形で")
	early := b.get(own + "?on=2026-11-18")
	early.wants(t, 200, "最初の値", "2026-11-19 から")
	if now := b.get(own).filledIn(); early.filledIn().Get("start") != "9:00" || now.Get("start") != "8:30" {
		t.Errorf("on the 18th %s, today %s", early.filledIn().Get("start"), now.Get("start"))
	}
	look("start", "10:00", "end", "19:00", "from", "2026-11-10").wants(t, 200, "2026-11-19 からの値がすでにあり")
	look("start", "9:00", "end", "18:00", "from", "2027-01-01").wants(t, 200, "未確定の月の集計は変わりません")
}

// TestMastersOfAnotherCompany finds, changes and lists nothing of the twin's.
func TestMastersOfAnotherCompany(t *testing.T) {
	p := newPages(t, "sqlite", demoText(t), twin(t))
	b, other := p.as("nakamura"), p.browser()
	other.signIn("nakamura", "nakamura-demo", "company", "yama").wants(t, 303)
	other.follow(other.send("POST", "/admin/masters/recorders/new", other.get("/admin/masters/recorders/new").filledIn("name", "双子の入口", "code", "door2"))).wants(t, 200)
	breaks := other.follow(other.send("POST", "/admin/masters/breaks", other.get("/admin/masters/breaks").filledIn("auto_break", "6:00 45", "sure", "1")))
	change := regexp.MustCompile(`before=[^"]*`).FindString(breaks.body)
	b.get("/admin/masters/breaks?"+change).wants(t, 404)
	m, err := p.app.store.Masters().Masters(t.Context(), "yama")
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]string{"departments": string(m.Departments[0].ID), "sites": string(m.Sites[0].ID), "groups": string(m.Groups[0].ID), "patterns": string(m.Patterns[0].ID),
		"reasons": string(m.Reasons[0].ID), "permissions": string(m.Permissions[0].ID), "recorders": string(m.Recorders[len(m.Recorders)-1].ID)}
	for _, k := range slices.Sorted(maps.Keys(ids)) {
		path := "/admin/masters/" + k + "/" + ids[k]
		b.get(path).wants(t, 404)
		b.get(path+"/past").wants(t, 404)
		b.send("POST", path, url.Values{"name": {"乗っ取り"}, "sure": {"1"}}).wants(t, 404)
	}
	for _, deed := range []string{"/code", "/revoke"} {
		b.send("POST", "/admin/masters/recorders/"+ids["recorders"]+deed, nil).wants(t, 404)
	}
	before := company.Print(m)
	for _, page := range []string{"company", "access", "rounding", "calendar"} {
		a := b.get("/admin/masters/" + page)
		a.wants(t, 200)
		if strings.Contains(a.body, "株式会社 山") {
			t.Errorf("%s shows the twin", page)
		}
		b.send("POST", "/admin/masters/"+page, a.filledIn("name", "株式会社 川", "days", "2026-12-28 所定休日 社休日", "sure", "1"))
	}
	if after, err := p.app.store.Masters().Masters(t.Context(), "yama"); err != nil || company.Print(after) != before {
		t.Errorf("the twin has changed: %v", err)
	}
}

// demoText is the file of the demo company.
func demoText(t *testing.T) string {
	t.Helper()
	demo, err := fixtures.Companies.ReadFile(demoFile)
	if err != nil {
		t.Fatal(err)
	}
	return string(demo)
}

// TestScriptsInMastersAreInert shows names that are scripts as what was typed.
func TestScriptsInMastersAreInert(t *testing.T) {
	p := newPages(t, "sqlite")
	b, script := p.as("nakamura"), `"><script>alert(1)</script>`
	for _, m := range masterKinds {
		path := "/admin/masters/" + m.name
		b.follow(b.send("POST", path+"/new", b.get(path+"/new").filledIn(append(slices.Clone(m.fresh), "name", script)...)))
		own := p.linkTo(b, path+"?q=script", script)
		change := b.send("POST", own, b.get(own).filledIn("name", script+"2"))
		for _, a := range []answer{b.get(path + "?q=" + url.QueryEscape(script)), b.get(own), change, b.get("/admin/found?q=" + url.QueryEscape("script"))} {
			if a.wants(t, 200); strings.Contains(a.body, "<script>alert") {
				t.Errorf("%s runs a script", m.name)
			}
		}
	}
}
