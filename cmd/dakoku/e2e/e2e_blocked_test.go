package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/cmd/dakoku/eye"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

const emmaLine = "U0beec7b5ea3f0fdbc95d0dd47f3c5bc2"

// denied refuses as the platforms do: Slack has switched everybody off, and on Chatwork the bot is in no room of those whose
// message names them.
func denied(names ...string) func(*http.Request) (int, string) {
	return func(r *http.Request) (int, string) {
		switch {
		case strings.HasSuffix(r.URL.Path, "/chat.postMessage"), strings.HasSuffix(r.URL.Path, "/conversations.open"):
			return http.StatusOK, `{"ok":false,"error":"user_disabled"}`
		case r.Method != http.MethodPost || !strings.Contains(r.URL.Path, "/chatwork/") || !strings.HasSuffix(r.URL.Path, "/messages"):
			return 0, ""
		}
		raw, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(raw))
		form, _ := url.ParseQuery(string(raw))
		for _, n := range names {
			if strings.Contains(form.Get("body"), n) {
				return http.StatusForbidden, `{"errors":["You are not a member of this room"]}`
			}
		}
		return 0, ""
	}
}

// TestE2EBlocked tells people who cannot be told: who has blocked the bot on one platform is told on another, once; who can be
// told on none is shown as not reached, and nothing is lost to him.
func TestE2EBlocked(t *testing.T) {
	t.Parallel()
	p := newPlayed(t, storetest.Migrated(t, "sqlite"), nil)
	p.deny = denied("佐藤さんへ", "Emmaさんへ")
	p.verb("seed", umi(t))
	p.start("serve")
	for _, user := range []string{tanakaLine, emmaLine} {
		d, err := p.LINE.Block(t.Context(), user)
		acked(t, d, err)
	}
	send := func(name, code string) int {
		file := filepath.Join(t.TempDir(), "message.yaml")
		if err := os.WriteFile(file, fmt.Appendf(nil, "{title: %sさんへ, body: 大事な知らせ, to: {employees: [%q]}}", name, code), 0o600); err != nil {
			t.Fatal(err)
		}
		var number int
		if _, err := fmt.Sscanf(p.verb("message", "--company", "umi", "--as", "suzuki", "--file", file), "message %d", &number); err != nil {
			t.Fatal(err)
		}
		return number
	}
	delivered := func(number int) string {
		var r struct {
			People []struct {
				Delivery string `json:"delivery"`
			} `json:"people"`
		}
		if err := json.Unmarshal([]byte(p.verb("survey", "--company", "umi", "--number", fmt.Sprint(number))), &r); err != nil {
			t.Fatal(err)
		}
		if len(r.People) != 1 {
			return ""
		}
		return r.People[0].Delivery
	}
	wants := map[int]string{
		send("田中", "1001"):   "sent",   // LINE blocked, Slack switched off: by Chatwork
		send("佐藤", "0901"):   "sent",   // Slack switched off, no room on Chatwork: by LINE
		send("Emma", "1005"): "failed", // nowhere at all
	}
	for n, want := range wants {
		eye.Eventually(t, fmt.Sprintf("message %d is %s", n, want), func() bool { return delivered(n) == want })
	}
	heard := func(posts []string, words string) (n int) {
		for _, post := range posts {
			n += strings.Count(post, words)
		}
		return n
	}
	var line, chatwork []string
	for _, b := range p.LINE.Seen(satoLine) {
		line = append(line, b.Text)
	}
	for _, b := range p.Chatwork.Seen(tanakaCW, "") {
		chatwork = append(chatwork, b.Body)
	}
	if n, m := heard(line, "佐藤さんへ"), heard(chatwork, "田中さんへ"); n != 1 || m != 1 {
		t.Errorf("佐藤 heard it %d times, 田中 %d times: %q %q", n, m, line, chatwork)
	}
	if list := p.verb("messages", "--company", "umi"); !strings.Contains(list, `"Emmaさんへ" to 1, 1 failed`) {
		t.Errorf("the list says\n%s", list)
	}
}
