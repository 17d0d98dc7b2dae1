package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/fixtures"
	"github.com/dakoku/dakoku/webadmin"
	"github.com/dakoku/dakoku/webadmin/auth"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// pagesOf is the whole of the pages on a database of its own, with the demo company and a twin of it, and a clock that
// stands still.
type pagesOf struct {
	t       *testing.T
	app     *app
	handler http.Handler
	shell   *shell.Shell
	now     time.Time // changed by set where webhooks come, for what is noted after their answers reads it

	clock sync.Mutex
}

// set has it be another time.
func (p *pagesOf) set(now time.Time) {
	p.clock.Lock()
	defer p.clock.Unlock()
	p.now = now
}

func (p *pagesOf) read() time.Time {
	p.clock.Lock()
	defer p.clock.Unlock()
	return p.now
}

func newPages(t *testing.T, engine string, companies ...string) *pagesOf {
	t.Helper()
	p := &pagesOf{t: t, now: time.Date(2026, 11, 20, 0, 1, 0, 0, time.UTC)} // Friday 9:01 in Japan
	conf := config{DatabaseURL: storetest.Migrated(t, engine), FilesURL: "file:" + t.TempDir(), PublicURL: "http://example.test", LogLevel: "error", LogFormat: "text", key: bytes.Repeat([]byte{7}, 32)}
	var err error
	if p.app, err = openWith(t.Context(), conf, p.read); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.app.close() })
	p.app.cost = auth.Cost{Memory: 8, Passes: 1}
	if len(companies) == 0 {
		demo, err := fixtures.Companies.ReadFile(demoFile)
		if err != nil {
			t.Fatal(err)
		}
		companies = []string{string(demo)}
	}
	for _, file := range companies {
		if _, _, err := p.app.apply(t.Context(), strings.NewReader(file), "company.yaml"); err != nil {
			t.Fatal(err)
		}
	}
	var doors []shell.Door
	p.shell, doors = p.app.pages()
	p.handler, err = webadmin.New(webadmin.Config{Ready: p.app.ready, Metrics: http.NotFoundHandler(), Log: p.app.log, PublicURL: conf.PublicURL,
		Shell: p.shell, Doors: doors})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// browser is somebody's browser: it keeps cookies, follows no redirect by itself and says where a form comes from.
type browser struct {
	p       *pagesOf
	jar     http.CookieJar
	address string
	lang    string
	agent   string // what it says it is
}

func (p *pagesOf) browser() *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		p.t.Fatal(err)
	}
	return &browser{p: p, jar: jar, address: "203.0.113.7", lang: "ja"}
}

// answer is what came back.
type answer struct {
	*http.Response
	body string
}

func (b *browser) send(method, path string, form url.Values, headers ...string) answer {
	b.p.t.Helper()
	r := httptest.NewRequest(method, "http://example.test"+path, strings.NewReader(form.Encode()))
	r.RemoteAddr = b.address + ":4711"
	if strings.Contains(b.address, ":") {
		r.RemoteAddr = "[" + b.address + "]:4711"
	}
	r.Header.Set("Accept-Language", b.lang)
	r.Header.Set("User-Agent", b.agent)
	if method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	for _, c := range b.jar.Cookies(r.URL) {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	b.p.handler.ServeHTTP(w, r)
	got := w.Result()
	b.jar.SetCookies(r.URL, got.Cookies())
	body, err := io.ReadAll(got.Body)
	if err != nil {
		b.p.t.Fatal(err)
	}
	return answer{got, string(body)}
}

func (b *browser) get(path string) answer {
	b.p.t.Helper()
	return b.send("GET", path, nil)
}

// follow goes where answers lead, at most a few times, and returns the page.
func (b *browser) follow(a answer) answer {
	b.p.t.Helper()
	for range 5 {
		if a.StatusCode != http.StatusSeeOther {
			return a
		}
		to, _, _ := strings.Cut(a.Header.Get("Location"), "#") // a place on the page is for the browser's eyes
		a = b.get(to)
	}
	b.p.t.Fatalf("it leads in circles: %s", a.Header.Get("Location"))
	return a
}

var hiddenForm = regexp.MustCompile(`name="form" value="([^"]+)"`)

// form finds the name the page's form has.
func (a answer) form() string {
	if m := hiddenForm.FindStringSubmatch(a.body); m != nil {
		return m[1]
	}
	return ""
}

// signIn fills in the form of the sign-in; more are further fields, name and value.
func (b *browser) signIn(login, password string, more ...string) answer {
	b.p.t.Helper()
	form := url.Values{"company": {"umi"}, "login": {login}, "password": {password}, "form": {b.get("/sign-in").form()}}
	for i := 0; i+1 < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	return b.send("POST", "/sign-in", form)
}

// as is a browser somebody is signed in with.
func (p *pagesOf) as(login string) *browser {
	p.t.Helper()
	b := p.browser()
	if a := b.signIn(login, login+"-demo"); a.StatusCode != http.StatusSeeOther {
		p.t.Fatalf("%s cannot sign in: %d %s", login, a.StatusCode, text(a.body))
	}
	return b
}

// session is the cookie of the session.
func (b *browser) session() string { return b.cookie("dakoku") }

func (b *browser) cookie(name string) string {
	for _, c := range b.jar.Cookies(&url.URL{Scheme: "http", Host: "example.test", Path: "/"}) {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

// steal gives this browser another's cookie.
func (b *browser) steal(name, value string) {
	b.jar.SetCookies(&url.URL{Scheme: "http", Host: "example.test", Path: "/"}, []*http.Cookie{{Name: name, Value: value, Path: "/"}})
}

var tags = regexp.MustCompile(`<[^>]*>`)

// text is what a page says.
func text(body string) string {
	if at := strings.Index(body, "<main"); at >= 0 {
		body = body[at:]
	}
	return strings.Join(strings.Fields(tags.ReplaceAllString(body, " ")), " ")
}

func (a answer) wants(t *testing.T, status int, says ...string) {
	t.Helper()
	if a.StatusCode != status {
		t.Errorf("answered %d, want %d: %s", a.StatusCode, status, text(a.body))
	}
	for _, s := range says {
		if not, ok := strings.CutPrefix(s, "-"); ok == strings.Contains(text(a.body), not) {
			t.Errorf("%q in: %s", s, text(a.body))
		}
	}
}

// between is what stands between two texts.
func between(s, before, after string) string {
	_, rest, _ := strings.Cut(s, before)
	got, _, _ := strings.Cut(rest, after)
	return got
}
