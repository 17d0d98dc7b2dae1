package slack

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/dakoku/dakoku/dialog"
	sdk "github.com/slack-go/slack"
)

var rewrite = flag.Bool("rewrite", false, "rewrite the golden files")

// golden compares what would be sent with testdata/name.json.
func golden(t *testing.T, name string, v any) {
	t.Helper()
	var got bytes.Buffer
	enc := json.NewEncoder(&got)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", name+".json")
	if *rewrite {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s differs (%v), now:\n%s", file, err, got.String())
	}
}

// sent is a page as chat.postMessage takes it.
type sent struct {
	Channel string `json:"channel,omitempty"`
	page
}

var tokyo = zoneOf(mihon())

func choice(label, typed string, a dialog.Action) dialog.Choice {
	return dialog.Choice{Label: label, Typed: typed, Action: a}
}

// shapes are replies of every shape there is.
func shapes() map[string]dialog.Reply {
	void := dialog.Action{Name: "punch.void", Arg: "0192f0c4-7b1a-7c3e-9d55-0a1b2c3d4e5f"}
	question := func(arg string) dialog.Action { return dialog.Action{Question: "q7", Arg: arg} }
	receipt := dialog.Reply{Lang: "ja", Tone: dialog.Success, Title: "✓ 退勤 18:02 11/20(金) 受付 M3VA", Private: true,
		Lines:   []string{"今日 8:04(残業 0:04)・今月 126:40(残業 4:10)"},
		Choices: []dialog.Choice{choice("取消", "取消", void), choice("訂正", "訂正", dialog.Action{Name: "correct"})}}
	forgotten := dialog.Reply{Lang: "ja", Tone: dialog.Success, Title: "✓ 出勤 8:57 11/20(金) 受付 P2HX",
		Lines: []string{"昨日 11/19(木) の退勤がありません。"},
		Choices: []dialog.Choice{choice("18:00 定時", "1", question("18:00")), choice("19:42 最後の投稿", "2", question("19:42")),
			{Label: "時刻を選ぶ", Typed: "3", Action: question("other"), Want: &dialog.Want{Kind: dialog.WantTime, Initial: "18:00", Max: "29:00", Hint: "例「25:30」"}},
			choice("あとで", "あとで", question("later"))}}
	card := func(n, what string) dialog.Card {
		return dialog.Card{Title: n + " " + what, Lines: []string{"打刻忘れ・根拠一致"}, Choices: []dialog.Choice{
			{Label: "承認", Typed: "承認 " + n, Action: dialog.Action{Name: "approve", Arg: n}, Strong: true},
			choice("差し戻し", "差戻 "+n, dialog.Action{Name: "return", Arg: n}), choice("却下", "却下 "+n, dialog.Action{Name: "reject", Arg: n})}}
	}
	var long []string
	for i := range 120 {
		long = append(long, fmt.Sprintf("11/%d <出勤> 9:01 & 退勤 18:02 メモ「<!channel> & <@U1>」", i))
	}
	return map[string]dialog.Reply{
		"plain":     {Lang: "ja", Title: "今日 出勤 9:01・出勤中", Lines: []string{"今月 126:40(残業 4:10)"}},
		"receipt":   receipt,
		"forgotten": forgotten,
		"problem":   {Lang: "ja", Tone: dialog.Problem, Title: "記録していません: 2026年10月は確定済みです。", Lines: []string{"管理者に相談してください。"}},
		"ask":       {Lang: "ja", Tone: dialog.Ask, Title: "株式会社海の 小林 さんですか？", Choices: []dialog.Choice{choice("はい", "はい", question("yes")), choice("いいえ", "いいえ", question("no"))}},
		"want_date": {Lang: "ja", Tone: dialog.Ask, Title: "いつの打刻ですか？", Choices: []dialog.Choice{choice("やめる", "やめる", question("stop"))}, Want: &dialog.Want{Kind: dialog.WantDate, Initial: "2026-11-19", Hint: "例「11/19」"}},
		"want_time": {Lang: "en", Tone: dialog.Ask, Title: "At what time?", Want: &dialog.Want{Kind: dialog.WantTime, Hint: `e.g. "18:30"`}},
		"want_both": {Lang: "en", Tone: dialog.Ask, Title: "When?", Choices: []dialog.Choice{choice("Stop", "stop", question("stop"))}, Want: &dialog.Want{Kind: dialog.WantDateTime, Initial: "2026-11-19T18:00", Hint: `e.g. "11/19 18:30"`}},
		"fields":    {Lang: "en", Title: "Fri 20 Nov", Fields: []dialog.Field{{Label: "In", Value: "9:01"}, {Label: "Out", Value: "18:02"}, {Label: "Note", Value: "late: <!here> & more"}}},
		"cards": {Lang: "ja", Title: "承認待ち 3件(根拠と一致 2件)", Cards: []dialog.Card{
			card("1031", "田中 11/19 退勤 なし→19:42"), card("1032", "田中 11/19 退勤 18:02→18:30"), card("1033", "山田 11/18 出勤 9:40→9:00")},
			Choices: []dialog.Choice{choice("根拠と一致する2件をまとめて承認", "承認 1031 1032", dialog.Action{Name: "approve", Arg: "1031 1032"})}},
		"marks": {Lang: "ja", Title: "理由: *急ぎ* <!channel> & <@U0MGR>", Lines: []string{"https://example.com/?a=1&b=2"}},
		"links": {Lang: "ja", Title: "年末調整の書類について", Lines: []string{"12/4 までに出してください。"}, Links: []dialog.Link{
			{Label: "申告書.pdf (1.2 MB)", URL: "https://kintai.example.com/f/umi/1/2/3/4"}, {Label: strings.Repeat("とても長い名前", 12) + ".xlsx (3 KB)", URL: "https://kintai.example.com/f/umi/5/6/7/8"}}},
		"long": {Lang: "ja", Title: "11月", Lines: long},
	}
}

func TestGoldenMessages(t *testing.T) {
	for name, reply := range shapes() {
		t.Run(name, func(t *testing.T) {
			pages := render(reply, New(Config{}).Caps(), tokyo)
			for i, pg := range pages {
				file := "message_" + name
				if len(pages) > 1 {
					file = fmt.Sprintf("%s_%d", file, i+1)
				}
				golden(t, file, sent{Channel: "D0TANAKA", page: pg})
			}
		})
	}
}

func TestGoldenHomes(t *testing.T) {
	all := shapes()
	for _, name := range []string{"receipt", "cards", "fields", "long"} {
		golden(t, "view_home_"+name, renderHome(all[name], New(Config{}).Caps(), tokyo))
	}
	golden(t, "view_home_nobody", renderHome(dialog.Reply{Lang: "ja", State: "unlinked"}, New(Config{}).Caps(), tokyo))
}

func TestGoldenReplies(t *testing.T) {
	for _, name := range []string{"receipt", "problem", "cards"} {
		pg := render(shapes()[name], New(Config{}).Caps(), tokyo)[0]
		golden(t, "reply_"+name, pg.answer())
	}
}

// TestLimits checks the limits on replies larger than any: nothing is lost but what Fit says it cuts.
func TestLimits(t *testing.T) {
	big := dialog.Reply{Lang: "ja", Title: strings.Repeat("題", 500)}
	for i := range 40 {
		c := dialog.Card{Title: fmt.Sprint("card ", i), Lines: []string{strings.Repeat("<&>", 300)}}
		for k := range 8 {
			c.Choices = append(c.Choices, choice(strings.Repeat("長", 90), fmt.Sprint("t", i, k), dialog.Action{Name: "do", Arg: strings.Repeat("x", 200)}))
		}
		big.Cards = append(big.Cards, c)
		big.Choices = append(big.Choices, choice(fmt.Sprint("c", i), fmt.Sprint("c", i), dialog.Action{Name: "do", Arg: fmt.Sprint(i)}))
		big.Fields = append(big.Fields, dialog.Field{Label: fmt.Sprint("f", i), Value: strings.Repeat("&", 60*i)})
	}
	replies := shapes()
	replies["big"] = big
	replies["long word"] = dialog.Reply{Lang: "ja", Title: strings.Repeat("&", 2999), Lines: []string{strings.Repeat("<", 9000)}}
	for name, reply := range replies {
		for _, pg := range render(reply, New(Config{}).Caps(), tokyo) {
			checkLimits(t, name, pg)
		}
	}
}

func checkLimits(t *testing.T, name string, pg page) {
	t.Helper()
	total, ids := 0, map[string]bool{}
	if n := utf8.RuneCountInString(pg.Text); n == 0 || n > maxText {
		t.Errorf("%s: text of %d", name, n)
	}
	if len(pg.Blocks) == 0 || len(pg.Blocks) > maxBlocks {
		t.Errorf("%s: %d blocks", name, len(pg.Blocks))
	}
	for _, b := range pg.Blocks {
		total += weight(b)
		switch b := b.(type) {
		case *sdk.SectionBlock:
			if b.Text != nil && utf8.RuneCountInString(b.Text.Text) > maxSection || len(b.Fields) > maxFields {
				t.Errorf("%s: section too large", name)
			}
		case *sdk.ActionBlock:
			if n := len(b.Elements.ElementSet); n == 0 || n > maxActions {
				t.Errorf("%s: %d elements", name, n)
			}
			for _, e := range b.Elements.ElementSet {
				if button, ok := e.(*sdk.ButtonBlockElement); ok {
					if ids[button.ActionID] || utf8.RuneCountInString(button.Text.Text) > maxLabel {
						t.Errorf("%s: button %q %q", name, button.ActionID, button.Text.Text)
					}
					ids[button.ActionID] = true
				}
			}
		}
	}
	if total > maxBlockText {
		t.Errorf("%s: %d characters in all", name, total)
	}
}

func TestLongActionIsNoPicker(t *testing.T) {
	d := drawing{zone: time.UTC}
	c := choice("日付", "x", dialog.Action{Name: "a", Arg: strings.Repeat("b", 300)})
	c.Want = &dialog.Want{Kind: dialog.WantDate}
	d.choices([]dialog.Choice{c}, nil)
	row := d.blocks[0].(*sdk.ActionBlock).Elements.ElementSet
	if b, ok := row[0].(*sdk.ButtonBlockElement); !ok || b.Value != c.Action.String() {
		t.Fatalf("%#v", row[0])
	}
}

func TestPickerCarriesItsAction(t *testing.T) {
	for _, a := range []dialog.Action{{}, {Question: "q", Arg: "a b"}, {Name: "x"}, {Name: "x", Arg: "1 2"}} {
		d := drawing{zone: time.UTC}
		e := d.picker(dialog.Want{Kind: dialog.WantTime}, a, "t").(*sdk.TimePickerBlockElement)
		if got := pickedAction(e.ActionID); got != a {
			t.Errorf("%+v came back as %+v", a, got)
		}
	}
}

func TestRowsOfButtons(t *testing.T) {
	d := drawing{zone: time.UTC}
	var many []dialog.Choice
	for i := range 60 {
		many = append(many, choice(fmt.Sprint(i), fmt.Sprint(i), dialog.Action{Question: "q", Arg: fmt.Sprint(i)}))
	}
	d.choices(many, &dialog.Want{Kind: dialog.WantDate})
	var got []int
	for _, b := range d.blocks {
		got = append(got, len(b.(*sdk.ActionBlock).Elements.ElementSet))
	}
	if want := "[25 25 11]"; fmt.Sprint(got) != want {
		t.Errorf("%v, want %s", got, want)
	}
	row := d.blocks[2].(*sdk.ActionBlock).Elements.ElementSet
	if id := row[10].(*sdk.DatePickerBlockElement).ActionID; pickedAction(id) != (dialog.Action{Question: "q"}) {
		t.Errorf("the picker answers %q", id)
	}
}
