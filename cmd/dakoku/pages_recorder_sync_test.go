package main

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/recorder"
)

// gadget is a device that keeps touches as the recorder's script does, written anew from what docs/recorder.md says.
type gadget struct {
	*browser
	key    *ecdsa.PrivateKey
	kit    recorder.Kit
	behind time.Duration // how far its clock is behind ours
	knows  time.Duration // how far it believed to be behind when it last met us
}

func (p *pagesOf) gadget() *gadget {
	p.t.Helper()
	g := &gadget{browser: p.door()}
	var err error
	if g.key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		p.t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(g.get(atDoor+"/kit").body), &g.kit); err != nil {
		p.t.Fatal(err)
	}
	public, err := g.key.PublicKey.Bytes()
	if err != nil {
		p.t.Fatal(err)
	}
	if a := g.post("/key", map[string]any{"key": public}); a.StatusCode != http.StatusNoContent {
		p.t.Fatalf("the key is answered with %d", a.StatusCode)
	}
	return g
}

func (g *gadget) post(path string, body any) answer {
	g.p.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		g.p.t.Fatal(err)
	}
	r := httptest.NewRequest("POST", "http://example.test"+atDoor+path, bytes.NewReader(raw))
	r.RemoteAddr = g.address + ":4711"
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for _, c := range g.jar.Cookies(r.URL) {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	g.p.handler.ServeHTTP(w, r)
	return answer{w.Result(), w.Body.String()}
}

// touch is what somebody presses at an instant of our clock.
func (g *gadget) touch(code, secret string, kind worktime.Kind, at time.Time) terminal.Touch {
	g.p.t.Helper()
	t := terminal.Touch{Ref: string(g.p.app.newID()), Recorder: g.kit.Recorder, Kind: kind, At: at.Add(-g.behind).UnixMilli(),
		Offset: g.knows.Milliseconds(), Way: terminal.ByPasscode, Employee: g.p.person(code)}
	theirs, err := ecdh.P256().NewPublicKey(g.kit.Seal)
	if err != nil {
		g.p.t.Fatal(err)
	}
	ours, _ := ecdh.P256().GenerateKey(rand.Reader)
	shared, _ := ours.ECDH(theirs)
	key, _ := hkdf.Key(sha256.New, shared, ours.PublicKey().Bytes(), "dakoku recorder seal", 32)
	block, _ := aes.NewCipher(key)
	aead, _ := cipher.NewGCM(block)
	t.Seal = terminal.Sealed{Key: ours.PublicKey().Bytes(), IV: make([]byte, 12)}
	t.Seal.Data = aead.Seal(nil, t.Seal.IV, []byte(`{"secret":"`+secret+`"}`), fmt.Appendf(nil, "%s\n%s\n%s\n%d\n%s", t.Recorder, t.Ref, t.Kind, t.At, t.Employee))
	return t
}

func (g *gadget) sign(t terminal.Touch) terminal.Signed {
	g.p.t.Helper()
	body, _ := json.Marshal(t)
	sum := sha256.Sum256(body)
	r, s, err := ecdsa.Sign(rand.Reader, g.key, sum[:])
	if err != nil {
		g.p.t.Fatal(err)
	}
	signature := make([]byte, 64)
	r.FillBytes(signature[:32])
	s.FillBytes(signature[32:])
	return terminal.Signed{Body: string(body), Signature: signature}
}

// send sends what waits and tells what became of each.
func (g *gadget) send(touches ...terminal.Signed) []terminal.Verdict {
	g.p.t.Helper()
	a := g.post("/touches", terminal.Batch{Now: g.p.now.Add(-g.behind).UnixMilli(), Touches: touches})
	var out recorder.Answer
	if err := json.Unmarshal([]byte(a.body), &out); err != nil || a.StatusCode != http.StatusOK {
		g.p.t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	var all []terminal.Verdict
	for _, one := range out.Results {
		if one.Final != (one.Verdict != terminal.Later) {
			g.p.t.Errorf("%+v", one)
		}
		all = append(all, one.Verdict)
	}
	return all
}

// why lists the reasons of what is held, the newest first.
func (p *pagesOf) why() (all []terminal.Why) {
	p.t.Helper()
	tenant, _ := p.app.company(p.t.Context(), "umi")
	events, err := p.app.store.Recorders().Events(p.t.Context(), terminal.Query{Tenant: tenant.ID, Held: true, Limit: 100})
	if err != nil {
		p.t.Fatal(err)
	}
	for _, e := range events {
		all = append(all, e.Why)
	}
	return all
}

func wantVerdicts(t *testing.T, what string, got []terminal.Verdict, want ...terminal.Verdict) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// TestTouchesThatWaited come late, out of order, doubled and from a clock that is wrong, and are punches at their own times.
func TestTouchesThatWaited(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			p := newPages(t, engine)
			g := p.gadget()
			g.behind, g.knows = 7*time.Minute, 7*time.Minute
			in, out := g.sign(g.touch("1001", "1234", worktime.In, p.now)), g.sign(g.touch("1001", "1234", worktime.Out, p.now.Add(9*time.Hour)))
			p.now = p.now.Add(10 * time.Hour)
			wantVerdicts(t, "the out first, one twice", g.send(out, in, out), terminal.Recorded, terminal.Recorded, terminal.Recorded)
			wantVerdicts(t, "all again", g.send(in, out), terminal.Recorded, terminal.Recorded)
			p.wantAtDoor("1001", "out 18:01 effective", "in 09:01 effective")
			if why := p.why(); len(why) != 0 {
				t.Errorf("held: %v", why)
			}
		})
	}
}

// TestForgedTouches tries to make punches of what the paired device did not see. Whatever has its name is kept for
// somebody to look at; nothing is a punch, and the true one is still taken.
func TestForgedTouches(t *testing.T) {
	p := newPages(t, "sqlite")
	g := p.gadget()
	whole := g.touch("1001", "1234", worktime.In, p.now)
	genuine := g.sign(whole)
	changed := func(change func(*terminal.Touch)) terminal.Signed {
		other := whole
		other.Ref = string(p.app.newID())
		change(&other)
		return g.sign(other)
	}
	unsigned := terminal.Signed{Body: strings.Replace(genuine.Body, `"in"`, `"out"`, 1), Signature: genuine.Signature}
	for _, c := range []struct {
		name string
		sent terminal.Signed
		want terminal.Verdict
		why  terminal.Why
	}{
		{"another kind under the same signature", unsigned, terminal.KeptOnly, terminal.BadSign},
		{"the same once more", unsigned, terminal.KeptOnly, terminal.BadSign},
		{"no signature", terminal.Signed{Body: genuine.Body}, terminal.KeptOnly, terminal.BadSign},
		{"no touch", terminal.Signed{Body: "{}"}, terminal.KeptOnly, terminal.Unreadable},
		{"a seal moved to another touch", changed(func(*terminal.Touch) {}), terminal.KeptOnly, terminal.BadSeal},
		{"… and another person", changed(func(x *terminal.Touch) { x.Employee = p.person("1002") }), terminal.KeptOnly, terminal.BadSeal},
		{"another recorder's", changed(func(x *terminal.Touch) { x.Recorder = "other" }), terminal.KeptOnly, terminal.BadSeal},
		{"a clock that was set since", changed(func(x *terminal.Touch) { x.Offset = time.Hour.Milliseconds() }), terminal.KeptOnly, terminal.ClockMoved},
		{"too old", g.sign(g.touch("1001", "1234", worktime.In, p.now.Add(-terminal.MaxWait-time.Hour))), terminal.KeptOnly, terminal.TooOld},
		{"a wrong passcode", g.sign(g.touch("1001", "0000", worktime.In, p.now)), terminal.KeptOnly, terminal.Unproven},
		{"not his method", g.sign(g.touch("0901", "0901", worktime.In, p.now)), terminal.KeptOnly, terminal.NotForHim},
	} {
		wantVerdicts(t, c.name, g.send(c.sent), c.want)
		if why := p.why(); len(why) == 0 || why[0] != c.why {
			t.Errorf("%s: held for %v, want %s first", c.name, why, c.why)
		}
	}
	p.wantAtDoor("1001")
	wantVerdicts(t, "the true one", g.send(genuine), terminal.Recorded)
	again := whole
	again.Kind = worktime.Out
	wantVerdicts(t, "another touch of its name", g.send(g.sign(again)), terminal.Different)
	p.wantAtDoor("1001", "in 09:01 effective")
	g.get(atDoor).wants(t, 200, "確認の必要な打刻が10件あります")

	// Wrong passcodes that waited are looked at five at a time; what is left is not lost, it waits on.
	var many []terminal.Signed
	for range 7 {
		many = append(many, g.sign(g.touch("1004", "0000", worktime.In, p.now)))
	}
	got := g.send(append(many, g.sign(g.touch("1004", "1004", worktime.In, p.now)), g.sign(g.touch("1002", "1002", worktime.In, p.now)))...)
	k, l := terminal.KeptOnly, terminal.Later
	wantVerdicts(t, "many wrong ones", got, k, k, k, k, k, l, l, l, terminal.Recorded)

	tenant, _ := p.app.company(t.Context(), "umi")
	r, _ := p.app.recorder(t.Context(), tenant, "door")
	admin, _ := p.app.actor(t.Context(), tenant.ID, "nakamura")
	if err := p.app.doors().Revoke(t.Context(), admin, r); err != nil {
		t.Fatal(err)
	}
	if a := g.post("/touches", terminal.Batch{Now: 1}); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("a device that was revoked is heard: %d", a.StatusCode)
	}
	if err := p.app.doors().SetKey(t.Context(), terminal.Device{Tenant: tenant, Recorder: r}, []byte{4}); !domain.Is(err, domain.Invalid) {
		t.Errorf("no key: %v", err)
	}
}
