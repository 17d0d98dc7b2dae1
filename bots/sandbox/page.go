package sandbox

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"html/template"
	"io/fs"
	"net/http"
)

//go:embed static
var static embed.FS

// page is the chat page: it shows what the platforms know and sends what a person does there through real webhooks.
type page struct {
	*Sandbox
	ledger func(context.Context) ([]LedgerLine, error)
	html   *template.Template
	texts  catalogue
}

func newPage(s *Sandbox, ledger func(context.Context) ([]LedgerLine, error)) *page {
	p := &page{Sandbox: s, ledger: ledger, texts: readTexts()}
	p.html = template.Must(template.New("page.html").ParseFS(static, "static/page.html"))
	return p
}

func (p *page) routes(m *http.ServeMux) {
	files, err := fs.Sub(static, "static")
	if err != nil {
		panic("sandbox: static files: " + err.Error()) // they are embedded
	}
	serve := http.StripPrefix(Prefix+"/static/", http.FileServerFS(files))
	m.HandleFunc("GET "+Prefix+"/{$}", p.index)
	m.HandleFunc("GET "+Prefix+"/static/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache")
		serve.ServeHTTP(w, r)
	})
	m.HandleFunc("GET "+Prefix+"/state", p.serveState)
	m.HandleFunc("GET "+Prefix+"/events", p.serveEvents)
	m.HandleFunc("GET "+Prefix+"/menu/{id}", p.serveMenu)
	m.HandleFunc("POST "+Prefix+"/act", p.serveAct)
}

// policy lets the page load nothing but its own files, and lets nobody frame it.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// pageData is what page.html shows.
type pageData struct {
	Lang     string
	T        map[string]string
	Texts    string // T as JSON, for the scripts
	Prefix   string
	Zone     string
	People   []pagePerson
	Now      string
	LINE     bool
	Chatwork bool
	Slack    bool
	Stickers []sticker
	Emoji    []string // of Chatwork
	Console  *lineConsole
}

// lineConsole is what LINE's own console shows of the account: what is copied into the product. Its webhook is in the state.
type lineConsole struct{ Secret, Token string }

func (l *LINE) console() *lineConsole {
	l.mu.Lock()
	defer l.mu.Unlock()
	return &lineConsole{l.cfg.Secret, l.cfg.Token}
}

type pagePerson struct{ Key, Name string }

// sticker is one of the few that can be sent from the page, by LINE's own numbers:
// https://developers.line.biz/en/docs/messaging-api/sticker-list/
type sticker struct {
	Package, ID, Face string
	Keywords          string
}

var stickers = []sticker{
	{"446", "1988", "👌", "ok,thanks"},
	{"446", "2003", "🙇", "sorry,bow"},
	{"789", "10855", "👋", "hello,morning"},
	{"789", "10858", "😴", "good night,tired"},
	{"11537", "52002734", "💪", "fight,work"},
}

// emoticons are the Chatwork codes the page offers.
var emoticons = []string{"(gogo)", "(bow)", "(coffee)", "(flex)", "(roger)", "(F)", "(beer)", "(y)"}

func (p *page) index(w http.ResponseWriter, r *http.Request) {
	lang := r.URL.Query().Get("lang")
	if lang != "en" {
		lang = "ja"
	}
	t := p.texts.in(lang)
	raw, err := json.Marshal(t)
	if err != nil {
		http.Error(w, "texts", http.StatusInternalServerError)
		return
	}
	d := pageData{Lang: lang, T: t, Texts: string(raw), Prefix: Prefix, Zone: p.zone.String(), Stickers: stickers, Emoji: emoticons,
		LINE: p.LINE != nil, Chatwork: p.Chatwork != nil, Slack: p.Slack != nil}
	if p.LINE != nil {
		d.Console = p.LINE.console()
	}
	for _, who := range p.people {
		name := who.Name
		if lang == "en" {
			name = who.English
		}
		d.People = append(d.People, pagePerson{who.Key, name})
	}
	var out bytes.Buffer
	if err := p.html.Execute(&out, d); err != nil {
		p.log.Error("sandbox: page", "error", err)
		http.Error(w, "page", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	_, _ = w.Write(out.Bytes()) // the browser has gone when this fails
}

// serveMenu gives the page a rich menu's picture.
func (p *page) serveMenu(w http.ResponseWriter, r *http.Request) {
	if p.LINE == nil {
		http.NotFound(w, r)
		return
	}
	raw, kind := p.LINE.MenuImage(r.PathValue("id"))
	if raw == nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write(raw) // the browser has gone when this fails
}
