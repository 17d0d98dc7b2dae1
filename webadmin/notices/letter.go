package notices

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Letter is one message as its recipient has it, with the form that answers its survey.
type Letter struct {
	ui.Page
	Tabs    ui.Tabs
	Line    string
	Body    []Span
	Files   []Attachment
	Survey  bool
	Until   string
	Answer  string // what was answered, as a sentence
	Closed  string // why nothing can be answered any more
	Kind    string // of the boxes: radio, checkbox
	Options []ui.Choice
	Wrong   string // what is wrong with what was chosen
	Comment *ui.Field
	Button  string
	Path    string
}

// Attachment is a file of a message.
type Attachment struct {
	ID               domain.ID
	Name, Size, Path string // no path: it was deleted
}

func (p *Pages) letter(v *shell.Visit) error {
	n, err := number(v)
	if err != nil {
		return err
	}
	page, err := p.read(v, n)
	if err != nil {
		return err
	}
	return show(v, page)
}

// read is a message for its recipient, who has opened it by this.
func (p *Pages) read(v *shell.Visit, n int) (Letter, error) {
	l, err := p.Notices.Read(v.Request().Context(), actor(v), n)
	if err != nil {
		return Letter{}, err
	}
	names, err := p.names(v, l.By)
	if err != nil {
		return Letter{}, err
	}
	page := Letter{Page: v.Page(l.Title), Tabs: p.tabs(v, ""), Line: v.T("notices.from", "name", names[l.By], "at", teller(v).When(l.At)),
		Body: spans(l.Body), Path: inboxPath + "/" + strconv.Itoa(n)}
	for _, f := range l.Files {
		page.Files = append(page.Files, attachment(v, f.File, page.Path))
	}
	if l.Survey != nil {
		p.ballot(v, l, &page)
	}
	return page, nil
}

// ballot is the survey of a message, to be answered or as it was answered.
func (p *Pages) ballot(v *shell.Visit, l notice.Letter, page *Letter) {
	s := l.Survey
	page.Survey, page.Until = true, until(v, s)
	switch {
	case l.To.AnsweredAt == nil:
	case s.Anonymous:
		page.Answer = v.T("notice.answered_anonymous")
	case l.Answer != nil:
		page.Answer = v.T("notice.answered", "answer", chosen(v, s, l.Answer.Choices))
	}
	if !p.Now().Before(s.Deadline) {
		page.Closed = v.T("notice.closed", "deadline", teller(v).When(s.Deadline))
		if page.Answer == "" {
			page.Answer = v.T("notice.no_answer")
		}
		return
	}
	if page.Kind = "radio"; s.Multiple {
		page.Kind = "checkbox"
	}
	has := map[int]bool{}
	if l.Answer != nil {
		for _, c := range l.Answer.Choices {
			has[c] = true
		}
	}
	for i, o := range s.Options {
		page.Options = append(page.Options, ui.Choice{Value: strconv.Itoa(i), Label: o, Chosen: has[i]})
	}
	if s.Comment {
		page.Comment = &ui.Field{Name: "comment", Label: v.T("notices.comment"), Rows: 3, Max: notice.MaxComment}
		if l.Answer != nil {
			page.Comment.Value = l.Answer.Comment
		}
		if s.Anonymous && l.To.AnsweredAt != nil {
			page.Comment.Hint = v.T("notices.comment_stays")
		}
	}
	if page.Button = v.T("notices.answer"); l.To.AnsweredAt != nil {
		page.Button = v.T("notices.answer_anew")
	}
}

// letterPost answers a survey, or changes what was answered: the choices, and the comment where one was written or taken back.
func (p *Pages) letterPost(v *shell.Visit) error {
	n, err := number(v)
	if err != nil {
		return err
	}
	params, err := v.FormParams()
	if err != nil {
		return domain.Errorf(domain.Invalid, "notices: %w", err)
	}
	vote := notice.Vote{Number: n, Verb: notice.Choose, At: p.Now()}
	for _, text := range params["choice"] {
		place, err := strconv.Atoi(text)
		if err != nil {
			place = -1 // no option has that place
		}
		vote.Choices = append(vote.Choices, place)
	}
	ctx, comment := v.Request().Context(), strings.TrimSpace(v.FormValue("comment"))
	if len(vote.Choices) == 0 || utf8.RuneCountInString(comment) > notice.MaxComment {
		return p.again(v, n, vote.Choices, comment)
	}
	l, err := p.Notices.Answer(ctx, actor(v), vote)
	if err == nil && l.Survey.Comment && (comment != "" || !l.Survey.Anonymous && l.Answer.Comment != "") {
		vote.Verb, vote.Comment = notice.Say, comment
		l, err = p.Notices.Answer(ctx, actor(v), vote)
	}
	if err != nil {
		return unvoted(v, n, l, err)
	}
	said := v.T("notice.taken_anonymous", "deadline", teller(v).When(l.Survey.Deadline))
	if !l.Survey.Anonymous {
		said = v.T("notice.taken", "answer", chosen(v, l.Survey, l.Answer.Choices), "deadline", teller(v).When(l.Survey.Deadline))
	}
	v.Say(ui.Notice{Tone: ui.Good, Title: said})
	return v.Go(inboxPath + "/" + strconv.Itoa(n))
}

// again shows the form once more with what was chosen and written, and what is wrong with it.
func (p *Pages) again(v *shell.Visit, n int, choices []int, comment string) error {
	page, err := p.read(v, n)
	if err != nil {
		return err
	}
	for i := range page.Options {
		page.Options[i].Chosen = slices.Contains(choices, i)
	}
	if len(choices) == 0 {
		page.Wrong = v.T("notices.choose_one")
	}
	if page.Comment != nil {
		if page.Comment.Value = comment; utf8.RuneCountInString(comment) > notice.MaxComment {
			page.Comment.Error = v.T("notice.invalid.long")
		}
	}
	return v.Show(http.StatusUnprocessableEntity, page)
}

// unvoted says why an answer was not taken, and shows which one stays.
func unvoted(v *shell.Visit, n int, l notice.Letter, err error) error {
	var refusal *domain.Error
	if !errors.As(err, &refusal) || refusal.Code == domain.NotFound {
		return err
	}
	why, _ := refusal.Args["why"].(string)
	said := ui.Notice{Tone: ui.Alert}
	switch refusal.Code {
	case domain.Expired:
		said.Title, said.Lines = v.T("notice.closed", "deadline", teller(v).When(l.Survey.Deadline)), []string{v.T("notices.closed_why")}
	case domain.Conflict:
		said.Title = v.T("notice." + why)
	case domain.Invalid:
		said.Title = v.T("notice.invalid." + why)
	default:
		return err
	}
	v.Say(said)
	if refusal.Code == domain.Conflict {
		return v.Go(inboxPath)
	}
	return v.Go(inboxPath + "/" + strconv.Itoa(n))
}
