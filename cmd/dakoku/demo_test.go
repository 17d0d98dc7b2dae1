package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/fixtures"
)

// People and places of the demo company, by what the platforms call them, and what its chats are set up with.
const (
	tanakaLine, tanakaCW, tanakaSlack = "Uc189941acf780de956fe5d1483d7a598", "3000001", "U0TANAKA"
	cwRoom, slackRoom                 = "400000001", "C0KINTAI"
	lineSecret                        = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
	slackSecret                       = "8f742231b10e8888abcd99yyyzzz85a5"
	cwToken                           = "iY/hmitgwCBlc5DnjAZ8pyRG1HF0zFflfmKmtCDg1wk="
)

// slackEvent is an Events API body.
func slackEvent(id string, event any) []byte {
	body, _ := json.Marshal(map[string]any{"token": "x", "team_id": "T0MIHON", "api_app_id": "A0KINTAI", "type": "event_callback",
		"event_id": id, "event_time": time.Now().Unix(), "event": event,
		"authorizations": []any{map[string]any{"team_id": "T0MIHON", "user_id": "U0BOT", "is_bot": true}}})
	return body
}

// umi is the demo company's file without Socket Mode, so that Slack's events come as webhooks.
func umi(t *testing.T) string {
	t.Helper()
	file, err := fixtures.Companies.ReadFile(demoFile)
	if err != nil {
		t.Fatal(err)
	}
	lines := slices.DeleteFunc(strings.SplitAfter(string(file), "\n"), func(l string) bool { return strings.Contains(l, "app_token") })
	return strings.Join(lines, "")
}
