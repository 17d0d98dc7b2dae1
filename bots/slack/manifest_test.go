package slack

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestTheManifestIsTheDocumentedOne compares what a page gives to paste with what stands in the guide.
func TestTheManifestIsTheDocumentedOne(t *testing.T) {
	guide, err := os.ReadFile("../../docs/slack-app.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var want, got any
	if err := yaml.Unmarshal([]byte(strings.ReplaceAll(string(guide), "YOUR.HOST", "dakoku.example")), &want); err != nil {
		t.Fatal(err)
	}
	text := Manifest("https://dakoku.example/", "my-slack")
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the page gives\n%v\nthe guide has\n%v", got, want)
	}
	if u := CreateURL(text); !strings.HasPrefix(u, "https://api.slack.com/apps?new_app=1&manifest_json=%7B") {
		t.Error(u)
	}
}
