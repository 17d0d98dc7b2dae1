package sandbox

import (
	"strings"
	"testing"
	"time"
)

// TestLINETellsOfTheWebhook answers as LINE's reference says: what stands in the console, and what came of a test call.
func TestLINETellsOfTheWebhook(t *testing.T) {
	h := play(t, func(c *Config) { c.Public = "https://dakoku.example" })
	wants := func(method, path, body string, status int, says ...string) {
		t.Helper()
		got, answer := h.line(t, method, path, body)
		for _, s := range says {
			if !strings.Contains(answer, s) {
				t.Errorf("%s: %s, want %s", path, answer, s)
			}
		}
		if got != status {
			t.Errorf("%s: %d, want %d", path, got, status)
		}
	}
	const endpoint, test = "/v2/bot/channel/webhook/endpoint", "/v2/bot/channel/webhook/test"
	wants("GET", endpoint, "", 200, `"endpoint":"https://dakoku.example/hooks/line/umi-line"`, `"active":true`)
	h.LINE.SetWebhook("", false)
	wants("GET", endpoint, "", 404)
	wants("POST", test, `{"endpoint":"https://dakoku.example/hooks/line/umi-line"}`, 200, `"success":true`, `"statusCode":200`, `"reason":"OK"`, `"timestamp":"2026-`)
	if got := h.bot.hooks(); len(got) != 1 || string(got[0].body) != `{"destination":"`+testBot+`","events":[]}` || got[0].header.Get("X-Line-Signature") == "" {
		t.Errorf("called with %+v", got)
	}
	h.bot.set(func(hook) (int, string) { return 401, "" })
	wants("POST", test, `{"endpoint":"https://dakoku.example/hooks/line/umi-line"}`, 200, `"success":false`, `"statusCode":401`)
	wants("POST", test, `{"endpoint":"https://elsewhere.example/x"}`, 200, `"success":false`, `"statusCode":0`)
	noProblems(t, h.Sandbox)
	wants("POST", test, `{"endpoint":"http://dakoku.example/x"}`, 400, "webhook")
	for range lineTests {
		h.line(t, "POST", test, `{"endpoint":"https://elsewhere.example/x"}`)
	}
	wants("POST", test, `{"endpoint":"https://elsewhere.example/x"}`, 429, "rate limit")
	h.Time().Advance(2 * time.Hour)
	wants("POST", test, `{"endpoint":"https://elsewhere.example/x"}`, 200)
}
