package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/dialog/flows"
)

// TestEveryMenuButtonIsDrawn finds a sign and a word for each button of the menus: one without shows as an empty tile.
func TestEveryMenuButtonIsDrawn(t *testing.T) {
	for _, page := range flows.Menus() {
		for _, c := range page.Choices {
			name := page.Lang + "-" + strings.ReplaceAll(c.Action.String(), " ", "-") + ".png"
			if _, err := os.Stat(filepath.Join(root(t), "bots/line/menu", name)); err != nil {
				t.Errorf("menu %s of state %s: %v", page.Lang, page.State, err)
			}
		}
	}
}
