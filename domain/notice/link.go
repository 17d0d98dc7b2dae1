package notice

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

// LinkPath is where links to files are: /f/company/file/person/until/signature.
const LinkPath = "/f/"

// Link is what a link to a file carries: the person is named in it, so that it opens for nobody longer than for him.
type Link struct {
	Company string // code
	File    domain.ID
	Person  domain.ID
	Until   string // Unix seconds
	Mark    string // signs all of it
}

// attached are the files of a message with links for a person.
func (s *Service) attached(tenant org.Tenant, person domain.ID, files []File) []Attached {
	until := strconv.FormatInt(s.Now().Add(LinkLife).Unix(), 10)
	var out []Attached
	for _, f := range files {
		a := Attached{File: f}
		if f.DeletedAt == nil {
			l := Link{Company: tenant.Code, File: f.ID, Person: person, Until: until}
			a.URL = s.URL + LinkPath + url.PathEscape(l.Company) + "/" + string(l.File) + "/" + string(l.Person) + "/" + until + "/" + s.mark(tenant.ID, l)
		}
		out = append(out, a)
	}
	return out
}

// enclose finds the files of letters of the actor, with links of his own.
func (s *Service) enclose(ctx context.Context, actor domain.Actor, list []Letter, put func(i int, files []Attached)) error {
	ids := make([]domain.ID, len(list))
	for i, l := range list {
		ids[i] = l.ID
	}
	if len(ids) == 0 {
		return nil
	}
	files, err := s.Files.FilesOf(ctx, actor.Tenant, ids...)
	if err != nil || len(files) == 0 {
		return err
	}
	tenant, err := s.Tenants.Tenant(ctx, actor.Tenant)
	if err != nil {
		return err
	}
	of := map[domain.ID][]File{}
	for _, f := range files {
		of[f.Holder] = append(of[f.Holder], f)
	}
	for i, l := range list {
		put(i, s.attached(tenant, actor.Employee, of[l.ID]))
	}
	return nil
}

// mark signs a link with a key of its own.
func (s *Service) mark(tenant domain.ID, l Link) string {
	key := hmac.New(sha256.New, s.Key)
	key.Write([]byte("message file link"))
	mac := hmac.New(sha256.New, key.Sum(nil))
	fmt.Fprintf(mac, "%q %q %q %q", tenant, l.File, l.Person, l.Until)
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:18])
}

// ByLink hands out a file to the person a link names, while the message is still his. NotFound: the link is none of ours, or
// the file is gone, or the message was recalled or is not his. Expired: the link is too old; a new one is in the message.
func (s *Service) ByLink(ctx context.Context, l Link) (Opened, error) {
	none := domain.Errorf(domain.NotFound, "notice: the link opens nothing")
	tenant, err := s.Tenants.TenantByCode(ctx, l.Company)
	if domain.Is(err, domain.NotFound) {
		return Opened{}, none
	}
	if err != nil {
		return Opened{}, err
	}
	until, err := strconv.ParseInt(l.Until, 10, 64)
	switch {
	case err != nil || !hmac.Equal([]byte(s.mark(tenant.ID, l)), []byte(l.Mark)):
		return Opened{}, none
	case !s.Now().Before(time.Unix(until, 0)):
		return Opened{}, domain.Errorf(domain.Expired, "notice: the link is too old")
	}
	f, err := s.Files.File(ctx, tenant.ID, l.File)
	if err != nil {
		return Opened{}, err
	}
	m, err := s.Store.ByID(ctx, tenant.ID, f.Holder)
	if err != nil {
		return Opened{}, err
	}
	return s.handOut(ctx, m, l.Person, f)
}

// handOut reads a file for a recipient of its message.
func (s *Service) handOut(ctx context.Context, m Message, person domain.ID, f File) (Opened, error) {
	e, err := s.People.Employee(ctx, m.Tenant, person)
	if err != nil {
		return Opened{}, err
	}
	if _, err := s.Shelf.Letter(ctx, m.Tenant, person, m.Number); err != nil {
		return Opened{}, err
	}
	if !e.Active {
		return Opened{}, domain.Errorf(domain.NotFound, "notice: %s has left", e.Code)
	}
	return s.read(ctx, f)
}

func (s *Service) read(ctx context.Context, f File) (Opened, error) {
	if f.DeletedAt != nil {
		return Opened{}, domain.Errorf(domain.NotFound, "notice: file %s was deleted", f.ID)
	}
	raw, err := s.Blobs.Get(ctx, f.Tenant, f.Digest)
	return Opened{f, raw}, err
}

// Open hands out a file of a message to somebody who is signed in: one it was sent to, its sender, an administrator.
// NotFound: it is none of his, or is gone.
func (s *Service) Open(ctx context.Context, actor domain.Actor, number int, file domain.ID) (Opened, error) {
	m, err := s.Store.ByNumber(ctx, actor.Tenant, number)
	if err != nil {
		return Opened{}, err
	}
	f, err := s.fileOf(ctx, m, file)
	if err != nil {
		return Opened{}, err
	}
	if s.may(ctx, actor, m) == nil {
		return s.read(ctx, f)
	}
	return s.handOut(ctx, m, actor.Employee, f)
}

// OpenDraft hands out a file of a draft or a template to somebody who may read that.
func (s *Service) OpenDraft(ctx context.Context, actor domain.Actor, draft, file domain.ID) (Opened, error) {
	_, files, err := s.Draft(ctx, actor, draft)
	if err != nil {
		return Opened{}, err
	}
	i := slices.IndexFunc(files, func(f File) bool { return f.ID == file })
	if i < 0 {
		return Opened{}, domain.Errorf(domain.NotFound, "notice: draft %s has no file %s", draft, file)
	}
	return s.read(ctx, files[i])
}
