package portal

import (
	"encoding/json"
	"net/http"

	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Offline is what an installed My recorder shows without a connection: that nothing was recorded. A punch is a punch
// when it is on the server's disk; keeping one on a telephone and saying ✓ would be a lie.
type Offline struct{ ui.Page }

func offline(v *shell.Visit) error {
	page := Offline{ui.Page{Lang: v.Lang(), Title: v.T("me.offline"), Here: mePath, Bare: true}}
	return v.Show(http.StatusOK, page)
}

// manifest lets My recorder be put on a home screen (https://www.w3.org/TR/appmanifest/).
func manifest(v *shell.Visit) error {
	type icon struct {
		Src     string `json:"src"`
		Sizes   string `json:"sizes"`
		Type    string `json:"type"`
		Purpose string `json:"purpose,omitempty"`
	}
	data, err := json.Marshal(struct {
		Name       string `json:"name"`
		ShortName  string `json:"short_name"`
		Lang       string `json:"lang"`
		ID         string `json:"id"`
		StartURL   string `json:"start_url"`
		Scope      string `json:"scope"`
		Display    string `json:"display"`
		Background string `json:"background_color"`
		Theme      string `json:"theme_color"`
		Icons      []icon `json:"icons"`
	}{v.T("me.title"), v.T("web.name"), v.Lang(), mePath, mePath, mePath, "standalone", "#fdfdfb", "#0b6e5f", []icon{
		{ui.Asset("icon.svg"), "any", "image/svg+xml", ""},
		{ui.Asset("icon-192.png"), "192x192", "image/png", "any"},
		{ui.Asset("icon-512.png"), "512x512", "image/png", "maskable"}}})
	if err != nil {
		return err
	}
	return v.Blob(http.StatusOK, "application/manifest+json", data)
}

// worker is the script that shows Offline. It is served below /me, which is what it may watch over.
func worker(v *shell.Visit) error {
	v.Response().Header().Set("Service-Worker-Allowed", mePath)
	return v.Blob(http.StatusOK, "text/javascript; charset=utf-8", ui.File("worker.js"))
}
