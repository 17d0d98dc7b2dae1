package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"
)

const menuSpec = `{"size":{"width":1200,"height":405},"selected":true,"name":"off","chatBarText":"打刻","areas":[{"bounds":{"x":0,"y":0,"width":1200,"height":405},"action":{"type":"postback","label":"出勤","displayText":"出勤","data":"in"}}]}`

func picture(t *testing.T, w, h int) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func (h *house) menu(t *testing.T, image string) (id string, painted int) {
	t.Helper()
	status, answer := h.line(t, "POST", "/v2/bot/richmenu", menuSpec)
	var m struct{ RichMenuID string }
	if err := json.Unmarshal([]byte(answer), &m); err != nil || status != 200 {
		t.Fatalf("%d %s", status, answer)
	}
	if image != "" {
		painted, _ = h.line(t, "POST", "/v2/bot/richmenu/"+m.RichMenuID+"/content", image, "Content-Type", "image/png")
	}
	return m.RichMenuID, painted
}

func TestRichMenuImages(t *testing.T) {
	for _, c := range []struct {
		name  string
		image string
		want  int
	}{
		{"its size", picture(t, 1200, 405), 200},
		{"another size", picture(t, 1200, 404), 400},
		{"too narrow", picture(t, 799, 405), 400},
		{"no picture", "PNG", 400},
		{"too large", picture(t, 1200, 405) + strings.Repeat("x", maxMenuImage), 400},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := play(t)
			if _, got := h.menu(t, c.image); got != c.want {
				t.Errorf("answered %d", got)
			}
		})
	}
	t.Run("twice", func(t *testing.T) {
		h := play(t)
		id, _ := h.menu(t, picture(t, 1200, 405))
		if status, _ := h.line(t, "POST", "/v2/bot/richmenu/"+id+"/content", picture(t, 1200, 405), "Content-Type", "image/png"); status != 400 {
			t.Errorf("answered %d", status)
		}
	})
}

func TestRichMenuLinks(t *testing.T) {
	h := play(t)
	bare, _ := h.menu(t, "")
	id, _ := h.menu(t, picture(t, 1200, 405))
	other, _ := h.menu(t, picture(t, 1200, 405))
	user := "/v2/bot/user/" + testTaro + "/richmenu"
	for _, c := range []struct {
		name, method, path, body string
		status                   int
		want                     string
	}{
		{"none yet", "GET", user, "", 404, ""},
		{"without an image", "POST", user + "/" + bare, "", 400, ""},
		{"unknown", "POST", user + "/richmenu-x", "", 404, ""},
		{"link", "POST", user + "/" + id, "", 200, ""},
		{"linked", "GET", user, "", 200, id},
		{"a stranger", "POST", "/v2/bot/user/U00000000000000000000000000000000/richmenu/" + id, "", 200, ""},
		{"everybody's", "POST", "/v2/bot/user/all/richmenu/" + other, "", 200, ""},
		{"everybody's is", "GET", "/v2/bot/user/all/richmenu", "", 200, other},
		{"many", "POST", "/v2/bot/richmenu/bulk/link", `{"richMenuId":"` + other + `","userIds":["` + testTaro + `"]}`, 202, ""},
		{"many linked", "GET", user, "", 200, other},
		{"unlink many", "POST", "/v2/bot/richmenu/bulk/unlink", `{"userIds":["` + testTaro + `"]}`, 202, ""},
		{"unlink", "DELETE", user, "", 200, ""},
		{"alias", "POST", "/v2/bot/richmenu/alias", `{"richMenuAliasId":"on","richMenuId":"` + id + `"}`, 200, ""},
		{"alias again", "POST", "/v2/bot/richmenu/alias", `{"richMenuAliasId":"on","richMenuId":"` + id + `"}`, 400, ""},
		{"alias of no form", "POST", "/v2/bot/richmenu/alias", `{"richMenuAliasId":"ON","richMenuId":"` + id + `"}`, 400, ""},
		{"change the alias", "POST", "/v2/bot/richmenu/alias/on", `{"richMenuId":"` + other + `"}`, 200, ""},
		{"the alias", "GET", "/v2/bot/richmenu/alias/on", "", 200, other},
		{"aliases", "GET", "/v2/bot/richmenu/alias/list", "", 200, `"on"`},
		{"forget the alias", "DELETE", "/v2/bot/richmenu/alias/on", "", 200, ""},
		{"the menu", "GET", "/v2/bot/richmenu/" + id, "", 200, `"chatBarText":"打刻"`},
		{"its image", "GET", "/v2/bot/richmenu/" + id + "/content", "", 200, "PNG"},
		{"menus", "GET", "/v2/bot/richmenu/list", "", 200, bare},
		{"delete", "DELETE", "/v2/bot/richmenu/" + bare, "", 200, ""},
		{"deleted", "GET", "/v2/bot/richmenu/" + bare, "", 404, ""},
		{"a tall one", "POST", "/v2/bot/richmenu", strings.Replace(menuSpec, `"height":405},"s`, `"height":900},"s`, 1), 400, "1.45"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if status, answer := h.line(t, c.method, c.path, c.body); status != c.status || !strings.Contains(answer, c.want) {
				t.Errorf("answered %d %.200s", status, answer)
			}
		})
	}
	if m := h.LINE.phone(testTaro).Menu; m == nil || m.ID != other {
		t.Errorf("the phone shows %v, want everybody's menu", m)
	}
}

func TestLINEPresses(t *testing.T) {
	h := play(t)
	id, _ := h.menu(t, picture(t, 1200, 405))
	h.line(t, "POST", "/v2/bot/user/all/richmenu/"+id, "")
	h.line(t, "POST", "/v2/bot/message/push", fmt.Sprintf(`{"to":%q,"messages":[{"type":"flex","altText":"a","contents":{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"button","action":{"type":"postback","label":"承認","data":"approve 1"}}]}},"quickReply":{"items":[{"type":"action","action":{"type":"datetimepicker","label":"時刻","data":"t","mode":"time"}},{"type":"action","action":{"type":"message","label":"ヘルプ","text":"ヘルプ"}}]}}]}`, testTaro))
	for _, c := range []struct {
		label, value string
		want         string // in the webhook
		refused      bool
	}{
		{"時刻", "18:30", `"params":{"time":"18:30"}`, false},
		{"時刻", "", "", true},
		{"ヘルプ", "", `"text":"ヘルプ"`, false},
		{"時刻", "18:30", "", true}, // something newer stands below: quick replies are gone
		{"承認", "", `"data":"approve 1"`, false},
		{"出勤", "", `"data":"in"`, false},
		{"なし", "", "", true},
	} {
		t.Run(c.label+" "+c.value, func(t *testing.T) {
			before := len(h.bot.hooks())
			_, err := h.LINE.Press(ctx, testTaro, c.label, c.value)
			if (err != nil) != c.refused {
				t.Fatalf("error %v", err)
			}
			got := h.bot.hooks()[before:]
			if !c.refused && (len(got) != 1 || !strings.Contains(string(got[0].body), c.want)) {
				t.Errorf("webhooks %s", got)
			}
		})
	}
	if _, err := h.LINE.Tap(ctx, testTaro, map[string]any{"type": "postback", "label": "承認", "data": "approve 2"}, ""); err == nil {
		t.Error("a postback was forged")
	}
	noProblems(t, h.Sandbox)
}

func TestLINEActs(t *testing.T) {
	h := play(t)
	steps := []struct {
		name string
		do   func() (Delivery, error)
		want string // in the webhook; empty: refused
	}{
		{"sticker", func() (Delivery, error) { return h.LINE.Stick(ctx, testTaro, "446", "1988", "ok") }, `"stickerId":"1988"`},
		{"unsend", func() (Delivery, error) {
			seen := h.LINE.Seen(testTaro)
			return h.LINE.Unsend(ctx, testTaro, seen[0].ID)
		}, `"type":"unsend"`},
		{"unsend again", func() (Delivery, error) { return h.LINE.Unsend(ctx, testTaro, h.LINE.Seen(testTaro)[0].ID) }, ""},
		{"block", func() (Delivery, error) { return h.LINE.Block(ctx, testTaro) }, `"type":"unfollow"`},
		{"say while blocked", func() (Delivery, error) { return h.LINE.Say(ctx, testTaro, "出勤") }, ""},
		{"unblock", func() (Delivery, error) { return h.LINE.Follow(ctx, testTaro) }, `"isUnblocked":true`},
		{"follow anew", func() (Delivery, error) { h.LINE.Forget(testTaro); return h.LINE.Follow(ctx, testTaro) }, `"isUnblocked":false`},
		{"nobody", func() (Delivery, error) { return h.LINE.Say(ctx, "U1", "出勤") }, ""},
		{"verify", func() (Delivery, error) { return h.LINE.Verify(ctx), nil }, `"events":[]`},
	}
	for _, c := range steps {
		t.Run(c.name, func(t *testing.T) {
			before := len(h.bot.hooks())
			_, err := c.do()
			got := h.bot.hooks()[before:]
			if c.want == "" {
				if err == nil || len(got) > 0 {
					t.Errorf("error %v, webhooks %s", err, got)
				}
				return
			}
			if err != nil || len(got) != 1 || !strings.Contains(string(got[0].body), c.want) {
				t.Errorf("error %v, webhooks %s", err, got)
			}
			if strings.Contains(c.want, "unsend") && strings.Contains(string(got[0].body), "replyToken") {
				t.Error("an unsend has no reply token")
			}
		})
	}
}
