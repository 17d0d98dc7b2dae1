package recorder

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Offline is the page a recorder shows while there is no network: it is kept on the device and drawn by its script.
type Offline struct{ Page }

func (p *Pages) offline(v *visit) error {
	page := Offline{v.page(v.T("door.offline"))}
	page.Idle = 0
	return v.Show(http.StatusOK, page)
}

// scripts are what Offline needs; the worker that keeps it is another one when any of them is.
var scripts = []string{"dakoku.css", "door.css", "door.js", "door_queue.js", "door_offline.js", "door_worker.js"}

func (p *Pages) worker(v *visit) error {
	var names []string
	for _, s := range scripts {
		names = append(names, ui.Asset(s))
	}
	v.Response().Header().Set("Service-Worker-Allowed", v.base)
	return v.Blob(http.StatusOK, "text/javascript; charset=utf-8", append([]byte("// "+strings.Join(names, " ")+"\n"), ui.File("door_worker.js")...))
}

// Kit is what a device needs to take punches while there is no network.
type Kit struct {
	Recorder    domain.ID                    `json:"recorder"`
	Place       string                       `json:"place"`
	Keys        []string                     `json:"keys"`
	Departments []Choice                     `json:"departments"`
	Names       []terminal.Name              `json:"names"`
	Ways        []terminal.Way               `json:"ways"`
	Kinds       []worktime.Kind              `json:"kinds"`
	Rest        int                          `json:"rest"`
	Zone        int                          `json:"zone"` // minutes the company's clock is ahead of UTC
	Seal        []byte                       `json:"seal"` // the key passwords and passcodes are sealed to
	Texts       map[string]map[string]string `json:"texts"`
}

// Choice is something that can be chosen.
type Choice struct {
	ID   domain.ID `json:"id"`
	Name string    `json:"name"`
}

// kitTexts begin the keys of what the script says.
const kitTexts = "door.kit."

func (p *Pages) kit(v *visit) error {
	d := v.device
	k := Kit{Recorder: d.Recorder.ID, Place: d.Tenant.Name + " " + d.Recorder.Name, Keys: append(d.Recorder.Keyboard.Keys(), terminal.Other),
		Kinds: worktime.Kinds, Rest: int(d.Recorder.Back().Seconds()), Texts: map[string]map[string]string{}}
	for _, w := range terminal.Ways {
		if d.Recorder.Lets(w) {
			k.Ways = append(k.Ways, w)
		}
	}
	_, ahead := p.Now().In(d.Tenant.Zone()).Zone()
	k.Zone = ahead / 60
	roster, err := p.Recorders.Roster(v.Request().Context(), d)
	if err != nil {
		return err
	}
	k.Names = roster.Names
	for _, dep := range roster.Departments {
		k.Departments = append(k.Departments, Choice{dep.ID, dep.Name})
	}
	if k.Seal, err = p.Recorders.SealTo(d.Recorder); err != nil {
		return err
	}
	for _, lang := range []string{locale.Japanese, locale.English} {
		k.Texts[lang] = texts(lang)
	}
	data, err := json.Marshal(k)
	if err != nil {
		return err
	}
	// Thousands of names are sent again only when something is another one.
	sum := sha256.Sum256(data)
	tag := `"` + hex.EncodeToString(sum[:12]) + `"`
	v.Response().Header().Set("ETag", tag)
	if v.Request().Header.Get("If-None-Match") == tag {
		return v.NoContent(http.StatusNotModified)
	}
	return v.Stream(http.StatusOK, "application/json", bytes.NewReader(data))
}

func texts(lang string) map[string]string {
	all := map[string]string{}
	for _, key := range locale.Keys() {
		if name, ok := strings.CutPrefix(key, kitTexts); ok {
			all[name] = locale.T(lang, key)
		}
	}
	for _, k := range worktime.Kinds {
		all["kind."+string(k)] = locale.T(lang, "name."+string(k))
	}
	return all
}

// keyPost takes the public key of the paired device.
func (p *Pages) keyPost(v *visit) error {
	var in struct {
		Key []byte `json:"key"`
	}
	if err := json.NewDecoder(v.Request().Body).Decode(&in); err != nil {
		return v.NoContent(http.StatusBadRequest)
	}
	if err := p.Recorders.SetKey(v.Request().Context(), v.device, in.Key); err != nil {
		return v.NoContent(shell.StatusOf(err))
	}
	return v.NoContent(http.StatusNoContent)
}

// Answer is what a device is told about what it sent, in the order it sent it.
type Answer struct {
	Now     int64    `json:"now"` // milliseconds since 1970
	Results []Result `json:"results"`
}

// Result is what became of one touch.
type Result struct {
	Verdict terminal.Verdict `json:"verdict"`
	Final   bool             `json:"final"` // the device may forget it
}

// touchesPost takes what waited on the device; an empty batch asks for the time.
func (p *Pages) touchesPost(v *visit) error {
	var batch terminal.Batch
	if err := json.NewDecoder(v.Request().Body).Decode(&batch); err != nil {
		return v.NoContent(http.StatusBadRequest)
	}
	verdicts, err := p.Recorders.Sync(v.Request().Context(), v.device, batch, v.RealIP())
	if err != nil {
		v.Logger().Error(err)
		return v.NoContent(shell.StatusOf(err))
	}
	out := Answer{Now: p.Now().UnixMilli(), Results: []Result{}}
	for _, one := range verdicts {
		out.Results = append(out.Results, Result{one, one.Final()})
	}
	return v.JSON(http.StatusOK, out)
}
