package main

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/japanese"

	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

const listPath = "/admin/people/import"

// list uploads a list of people and gives the page that asks for its columns.
func (b *browser) list(name, text string) (columns answer, path string) {
	b.p.t.Helper()
	a := b.uploadAs("file", listPath, nil, name, text)
	path = a.Header.Get("Location")
	return b.follow(a), path
}

// TestImportOfPeople goes from the file to the people, by way of columns and report, with what was wrong on the way.
func TestImportOfPeople(t *testing.T) {
	t.Parallel()
	p := peopleOf(t, "sqlite")
	b := p.as("nakamura")
	b.uploadAs("file", listPath, nil).wants(t, 422, "ファイルを選んでください")
	b.uploadAs("file", listPath, nil, "x.pdf", "%PDF-1.7").wants(t, 422, "社員の一覧として読めません")
	b.uploadAs("file", listPath, nil, "big.csv", strings.Repeat("a,b\n", 5<<20)).wants(t, 413, "16MBを超えて")
	b.send("POST", listPath, url.Values{"form": {strings.Repeat("x", 100<<10)}}).wants(t, 422) // more than a form, less than a list

	text := "No,苗字,名,せい,めい,部署,締日グループ,就業時間帯,入社日,打刻方法\r\n" +
		"1001,田中,次郎,,,,,,,\r\n１００２,,,,,,,,,\r\n2001,<b>林</b>,一,はやし,はじめ,営業部,末日締め,通常,令和8年12月1日,LINE\r\n2002,森,,もり,,無い部,end,std,2026-02-30,fax\r\n"
	sjis, err := japanese.ShiftJIS.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	page, path := b.list("社員<b>.csv", sjis)
	page.wants(t, 200, "列の対応", "苗字", "田中", "読まない")
	if page.filledIn().Get("column2") != "名" {
		t.Errorf("not guessed: %v", page.filledIn())
	}
	b.send("POST", path, page.filledIn()).wants(t, 422, "「社員コード」の列を選んで")
	b.send("POST", path, page.filledIn("column0", "社員コード", "column1", "名")).wants(t, 422, "二つの列が「名」")
	fold := page.filledIn("column0", "社員コード", "column1", "姓", "column5", "所属", "from", "2026-12-01")
	report := b.follow(b.send("POST", path, fold))
	report.wants(t, 200, "新規 1", "変更 1", "変更なし 1", "誤り 1", "太郎 → 次郎", "「１００２」を「1002」", "<b>林</b>"[:0], "無い部", "2026-02-30", "fax", "正しい行だけ(誤りのある1行は除く)", "2026-12-01 から")
	if strings.Contains(report.body, "<b>林") {
		t.Error("a stored tag is one")
	}
	own := strings.TrimSuffix(path, "/columns")
	b.get(own+"?state=wrong").wants(t, 200, "2002", "-次郎")
	take := func(which, lines string) answer {
		return b.send("POST", own, url.Values{"which": {which}, "lines": {lines}})
	}
	take("all", "").wants(t, 422, "選んだ行に誤りがあります")
	take("lines", "abc").wants(t, 422, "2-50,60")
	take("lines", "5").wants(t, 422, "選んだ行に誤りがあります")
	take("lines", "77").wants(t, 422, "2-50,60")
	if p.kept("umi", "1001").Name != "田中 太郎" {
		t.Fatal("a refused list has written")
	}
	b.follow(take("lines", "2")).wants(t, 200, "取り込みました", "変更1人")
	p.as("suzuki").get(listPath).wants(t, 200, "取り込みの途中", "社員<b>.csv"[:0], "取り込みの履歴", "SHA-256")
	b.follow(take("good", "")).wants(t, 200, "新規1人", "変更0人", "変更なし2人", "除いた行1")
	if e := p.kept("umi", "2001"); e.Name != "<b>林</b> 一" || e.Hired != "2026-12-01" || len(p.deeds("umi", audit.Imported, "")) != 2 {
		t.Errorf("%+v", e)
	}
	b.follow(take("good", "")).wants(t, 200, "取り込みは終わったか")
	b.get(own).wants(t, 404)

	_, path = b.list("later.csv", "社員コード,姓\n1001,田\n")
	own = strings.TrimSuffix(path, "/columns")
	b.follow(b.get(own)).wants(t, 200, "列の対応")
	b.follow(b.send("POST", own+"/drop", nil)).wants(t, 200, "消しました")
	_, path = b.list("old.csv", "社員コード,姓\n1001,田\n")
	p.now = p.now.Add(company.UploadLife + time.Minute)
	p.as("nakamura").get(path).wants(t, 404)
	p.as("tanaka").send("POST", listPath, nil).wants(t, 403)
	for _, path := range []string{listPath + "/template.csv", listPath + "/values.csv"} {
		a := p.as("nakamura").get(path)
		if a.StatusCode != 200 || !strings.Contains(a.body, "所属コード") || !strings.Contains(a.Header.Get("Content-Type"), "csv") {
			t.Errorf("%s: %d %.100s", path, a.StatusCode, a.body)
		}
	}
}

// faulty is a list of ten thousand people of whom two hundred cannot be taken.
func faulty() string {
	var b strings.Builder
	b.WriteString("社員番号,姓,名,せい,めい,所属,締日グループ,就業時間帯,入社日,メール1\n")
	for i := range 10_000 {
		cells := []string{fmt.Sprintf("N%05d", i), "林", fmt.Sprint(i), "はやし", "いち", "営業部", "end", "通常", "2026/04/01", fmt.Sprintf("n%d@example.com", i)}
		if i%50 == 7 {
			at := i / 50 % 5
			cells[[]int{0, 5, 8, 9, 3}[at]] = []string{"N 1", "無い部", "4月1日", "nobody", ""}[at]
		}
		b.WriteString(strings.Join(cells, ",") + "\n")
	}
	return b.String()
}

// TestImportOfTenThousand names each of two hundred mistakes, goes on after a restart, takes the others in once, and
// shows nothing of it to the twin.
func TestImportOfTenThousand(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			p := peopleOf(t, engine)
			b := p.as("nakamura")
			page, path := b.list("社員.csv", faulty())
			page.wants(t, 200, "列の対応")
			report := b.follow(b.send("POST", path, page.filledIn()))
			report.wants(t, 200, "新規 9800", "誤り 200", "1 / 100 ページ")
			own := strings.TrimSuffix(path, "/columns")
			wrong := regexp.MustCompile(`<th scope="row">`)
			if n := len(wrong.FindAllString(b.get(own+"?state=wrong").body+b.get(own+"?state=wrong&page=2").body, -1)); n != 200 {
				t.Errorf("%d mistakes are named", n)
			}
			thief := p.browser()
			thief.signIn("nakamura", "nakamura-demo", "company", "yama").wants(t, 303)
			for _, path := range []string{own, path} {
				thief.get(path).wants(t, 404)
			}
			thief.follow(thief.send("POST", own, url.Values{"which": {"good"}})).wants(t, 200, "まだありません")
			thief.send("POST", own+"/drop", nil)

			p.mount() // the program starts again
			b.get(listPath).wants(t, 200, "社員.csv", "取り込みの途中")
			b.send("POST", own, url.Values{"which": {"all"}}).wants(t, 422)
			b.follow(b.send("POST", own, url.Values{"which": {"good"}})).wants(t, 200, "新規9800人", "除いた行200")
			b.follow(b.send("POST", own, url.Values{"which": {"good"}})).wants(t, 200, "取り込みは終わったか")
			b.get(peoplePath+"?q=@example.com").wants(t, 200, "9800人", "1 / 98 ページ")
			deeds := p.deeds("umi", audit.Imported, "")
			if len(deeds) != 1 || deeds[0].After.List.New != 9800 || deeds[0].After.List.Wrong != 200 || len(deeds[0].After.List.SHA256) != 64 {
				t.Errorf("the history says %+v", deeds)
			}
			thief.get(peoplePath).wants(t, 200, "12人", "-林 1")
		})
	}
}
