package notices

import (
	"errors"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// composePost keeps what was written as a draft, whatever is wrong with it, and then does what was asked: look at it before
// it is sent, keep it, or keep it or its audience under a name.
func (p *Pages) composePost(v *shell.Visit) error {
	_, err := v.FormParams()
	if large := (*http.MaxBytesError)(nil); errors.As(err, &large) {
		v.Say(ui.Notice{Tone: ui.Alert, Title: v.T("notices.too_large"), Lines: []string{v.T("notices.too_large_why", "files", notice.MaxFiles, "size", locale.Bytes(notice.MaxFile))}})
		return v.Go(v.Request().URL.Path)
	}
	if err != nil {
		return domain.Errorf(domain.Invalid, "notices: the form did not arrive whole: %w", err)
	}
	ctx, f := v.Request().Context(), typed(v)
	c, errs, err := p.content(v, f)
	if err != nil {
		return err
	}
	d := notice.Draft{ID: domain.ID(v.Param("id")), Name: f.Name, Content: c}
	d.Revision, _ = strconv.Atoi(v.FormValue("revision"))
	saved, err := p.Notices.SaveDraft(ctx, actor(v), d)
	var refusal *domain.Error
	switch {
	case domain.Is(err, domain.NotFound):
		v.Say(ui.Notice{Tone: ui.Info, Title: v.T("notices.draft_gone"), Lines: []string{v.T("notices.draft_gone_why")}})
		return v.Go(sentPath)
	case domain.Is(err, domain.Conflict): // in another window; what is typed here is kept, and the next press keeps it
		if d, _, err = p.Notices.Draft(ctx, actor(v), d.ID); err != nil {
			return err
		}
		errs["moved"] = v.T("notices.draft_moved")
		return p.form(v, http.StatusConflict, d, f, errs)
	case errors.As(err, &refusal) && refusal.Code == domain.Invalid:
		why, _ := refusal.Args["why"].(string)
		errs[why] = v.T("notices.wrong." + why)
		return p.form(v, http.StatusUnprocessableEntity, d, f, errs)
	case err != nil:
		return err
	}
	if err := p.refile(v, &saved, errs); err != nil {
		return err
	}
	if len(errs) == 0 {
		to, err := p.finish(v, saved, f, errs)
		if err != nil {
			return err
		}
		if len(errs) == 0 {
			return v.Go(to)
		}
	}
	return p.form(v, http.StatusUnprocessableEntity, saved, f, errs)
}

// finish does what was asked for a draft that is kept, and tells where that leads.
func (p *Pages) finish(v *shell.Visit, d notice.Draft, f fields, errs map[string]string) (to string, err error) {
	ctx, here := v.Request().Context(), draftPath+string(d.ID)
	said, to := "notices.draft_saved", here
	switch v.FormValue("verb") {
	case "look":
		if errs := p.refused(v, d); errs != nil {
			return here + "?check=1", nil
		}
		return here + "/check", nil
	case "template":
		if f.Template == "" { // an empty name would make another draft
			errs["template"] = v.T("notices.wrong.name")
			return to, nil
		}
		_, err = p.Notices.Copy(ctx, actor(v), d.ID, f.Template)
		said, to = "notices.template_saved", draftsPath
	case "list":
		_, err = p.Notices.SaveList(ctx, actor(v), notice.List{Name: f.List, Audience: d.Content.Audience})
		said, to = "notices.list_saved", here
		var refusal *domain.Error
		if errors.As(err, &refusal) && (refusal.Code == domain.Invalid || refusal.Code == domain.Conflict) {
			why, _ := refusal.Args["why"].(string)
			errs["list"] = v.T("notices.wrong.list_" + why)
			return to, nil
		}
	}
	if err == nil {
		v.Say(ui.Notice{Tone: ui.Good, Title: v.T(said)})
	}
	return to, err
}

// refile takes files out of a draft and adds those that came with the form; why one was not taken is said by its name.
func (p *Pages) refile(v *shell.Visit, d *notice.Draft, errs map[string]string) error {
	ctx := v.Request().Context()
	for _, id := range v.Request().Form["detach"] {
		if err := p.Notices.Detach(ctx, actor(v), d.ID, d.Revision, domain.ID(id)); err != nil {
			return err
		}
		d.Revision++
	}
	if v.Request().MultipartForm == nil {
		return nil
	}
	var bad []string
	for _, h := range v.Request().MultipartForm.File["files"] {
		if h.Filename == "" && h.Size == 0 { // nothing was chosen
			continue
		}
		why, err := p.attach(v, d, h)
		if err != nil {
			return err
		}
		if why != "" {
			bad = append(bad, v.T("notices.file."+why, "name", h.Filename))
		}
	}
	if len(bad) > 0 {
		errs["files"] = strings.Join(bad, "\n")
	}
	return nil
}

// attach adds one file; why says what kept it out.
func (p *Pages) attach(v *shell.Visit, d *notice.Draft, h *multipart.FileHeader) (why string, err error) {
	from, err := h.Open()
	if err != nil {
		return "", err
	}
	defer func() { _ = from.Close() }() // it was only read
	_, err = p.Notices.Attach(v.Request().Context(), actor(v), d.ID, d.Revision, h.Filename, from)
	var refusal *domain.Error
	switch {
	case err == nil:
		d.Revision++
	case errors.As(err, &refusal) && refusal.Code == domain.Invalid:
		why, _ = refusal.Args["why"].(string)
		return why, nil
	case errors.As(err, &refusal) && refusal.Code == domain.Unavailable:
		return "unscanned", nil
	}
	return "", err
}

// argument is what a refusal says besides.
func argument(err error, name string) string {
	var refusal *domain.Error
	if !errors.As(err, &refusal) {
		return ""
	}
	s, _ := refusal.Args[name].(string)
	return s
}
