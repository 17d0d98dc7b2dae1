package notices

import (
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/webadmin/files"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// attachment is a file as a page shows it; under is the address of what holds it.
func attachment(v *shell.Visit, f notice.File, under string) Attachment {
	a := Attachment{ID: f.ID, Name: f.Name, Size: locale.Bytes(f.Size), Path: under + "/files/" + string(f.ID)}
	if f.DeletedAt != nil {
		a.Path = ""
	}
	return a
}

// file hands out a file to whom its message was sent, and to its sender.
func (p *Pages) file(v *shell.Visit) error {
	n, err := number(v)
	if err != nil {
		return err
	}
	f, err := p.Notices.Open(v.Request().Context(), actor(v), n, domain.ID(v.Param("id")))
	if err != nil {
		return err
	}
	return files.HandOut(v, f)
}

// draftFile hands out a file of a draft to its writer.
func (p *Pages) draftFile(v *shell.Visit) error {
	f, err := p.Notices.OpenDraft(v.Request().Context(), actor(v), domain.ID(v.Param("id")), domain.ID(v.Param("file")))
	if err != nil {
		return err
	}
	return files.HandOut(v, f)
}

// unfilePost takes a file of a message away from everybody.
func (p *Pages) unfilePost(v *shell.Visit) error {
	n, err := number(v)
	if err != nil {
		return err
	}
	err = p.Notices.DeleteFile(v.Request().Context(), actor(v), n, domain.ID(v.FormValue("file")))
	if err != nil && !domain.Is(err, domain.Conflict) { // it was deleted before
		return err
	}
	v.Say(ui.Notice{Tone: ui.Good, Title: v.T("notices.file_deleted")})
	return v.Go(sentPath + "/" + strconv.Itoa(n))
}
