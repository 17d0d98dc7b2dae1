package notice

import (
	"context"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

// MinGroup is how many answers there must be before anything of an anonymous survey is told of them together.
const MinGroup = 5

// Results is how a survey or a message stands.
type Results struct {
	Message    Message
	To         int              // people it was sent to
	Deliveries map[Delivery]int // how it reached them
	Opened     int
	Answered   int
	// Hidden says why the figures of an anonymous survey are not told: open (figures that are watched tell who answered
	// what), few. Empty: they are.
	Hidden   string
	Counts   []int   // of each option
	Groups   []Group // by department at the time of sending; of an anonymous survey small ones are put together
	Comments []string
	Answers  []Named // of a survey that is not anonymous, by employee code
	// Unreached are those no channel could tell, by employee code.
	Unreached []org.Employee
}

// Group is a department's answers.
type Group struct {
	Department domain.ID // empty: of no department, or several small ones (Pooled)
	Name       string
	Pooled     bool
	To         int
	Answered   int
	Counts     []int
}

// Named is what one person answered, or that he has not.
type Named struct {
	Employee  org.Employee
	Recipient Recipient
	Answer    *Answer
}

// Results tells how a message stands, to its sender and administrators.
func (s *Service) Results(ctx context.Context, actor domain.Actor, number int) (Results, error) {
	m, err := s.Store.ByNumber(ctx, actor.Tenant, number)
	if err != nil {
		return Results{}, err
	}
	if err := s.may(ctx, actor, m); err != nil {
		return Results{}, err
	}
	return s.ResultsOf(ctx, m)
}

// ResultsOf tells how a message stands to whoever may ask: the caller has seen to that.
func (s *Service) ResultsOf(ctx context.Context, m Message) (Results, error) {
	list, err := s.Votes.Recipients(ctx, m.Tenant, m.ID)
	if err != nil {
		return Results{}, err
	}
	answers, err := s.Votes.Answers(ctx, m.Tenant, m.ID)
	if err != nil {
		return Results{}, err
	}
	people, err := s.People.Employees(ctx, m.Tenant)
	if err != nil {
		return Results{}, err
	}
	tree, err := s.People.Departments(ctx, m.Tenant)
	if err != nil {
		return Results{}, err
	}
	r := Results{Message: m, To: len(list), Deliveries: map[Delivery]int{}}
	lost := map[domain.ID]bool{}
	for _, to := range list {
		r.Deliveries[to.Delivery]++
		lost[to.Employee] = to.Delivery == Failed || to.Delivery == Nowhere
		if to.OpenedAt != nil || to.AnsweredAt != nil {
			r.Opened++
		}
		if to.AnsweredAt != nil {
			r.Answered++
		}
	}
	for _, e := range people {
		if lost[e.ID] {
			r.Unreached = append(r.Unreached, e)
		}
	}
	switch {
	case m.Survey == nil || !m.Survey.Anonymous:
		r.name(list, answers, people)
	case s.Now().Before(m.Survey.Deadline.Add(Grace)) && m.State != Recalled:
		r.Hidden = "open"
	case len(answers) < MinGroup:
		r.Hidden = "few"
	}
	if m.Survey != nil && r.Hidden == "" {
		r.count(list, answers, tree)
	}
	return r, nil
}

// name lists who answered what.
func (r *Results) name(list []Recipient, answers []Answer, people []org.Employee) {
	voters := map[string]*Answer{}
	for i := range answers {
		voters[answers[i].Voter] = &answers[i]
	}
	byID := map[domain.ID]org.Employee{}
	for _, e := range people {
		byID[e.ID] = e
	}
	for _, to := range list {
		r.Answers = append(r.Answers, Named{byID[to.Employee], to, voters[string(to.Employee)]})
	}
	slices.SortFunc(r.Answers, func(a, b Named) int { return strings.Compare(a.Employee.Code, b.Employee.Code) })
}

// Concealed is why the figures are not told, as a refusal; nil: they are. Forbidden.
func (r Results) Concealed() error {
	switch r.Hidden {
	case "open":
		return domain.Errorf(domain.Forbidden, "survey %d is anonymous: its figures are told after the deadline", r.Message.Number)
	case "few":
		return domain.Errorf(domain.Forbidden, "survey %d is anonymous and fewer than %d answered: its figures are not told", r.Message.Number, MinGroup)
	}
	return nil
}

// count adds up answers, altogether and by department.
func (r *Results) count(list []Recipient, answers []Answer, tree []org.Department) {
	options := len(r.Message.Survey.Options)
	r.Counts = make([]int, options)
	groups := map[domain.ID]*Group{}
	group := func(id domain.ID) *Group {
		if groups[id] == nil {
			groups[id] = &Group{Department: id, Counts: make([]int, options)}
		}
		return groups[id]
	}
	for _, to := range list {
		group(to.Department).To++
	}
	for _, a := range answers {
		g := group(a.Department)
		g.Answered++
		for _, c := range a.Choices {
			r.Counts[c]++
			g.Counts[c]++
		}
		if a.Comment != "" {
			r.Comments = append(r.Comments, a.Comment)
		}
	}
	for _, d := range tree {
		if g := groups[d.ID]; g != nil {
			g.Name = d.Name
			r.Groups = append(r.Groups, *g)
			delete(groups, d.ID)
		}
	}
	for _, id := range slices.Sorted(keysOf(groups)) { // of departments that are gone, or of none
		r.Groups = append(r.Groups, *groups[id])
	}
	if r.Message.Survey.Anonymous {
		slices.Sort(r.Comments)
		r.Groups = pooled(r.Groups, options)
	}
}

func keysOf(groups map[domain.ID]*Group) func(func(domain.ID) bool) {
	return func(yield func(domain.ID) bool) {
		for id := range groups {
			if !yield(id) {
				return
			}
		}
	}
}

// pooled puts small departments together, and with them the next larger ones, until nothing that is told, nor what is
// left when it is taken from the whole, is of fewer than MinGroup answers.
func pooled(groups []Group, options int) []Group {
	order := slices.Clone(groups)
	slices.SortStableFunc(order, func(a, b Group) int { return a.Answered - b.Answered })
	pool, n := Group{Pooled: true, Counts: make([]int, options)}, 0
	for _, g := range order {
		if g.Answered >= MinGroup && (n == 0 || pool.Answered >= MinGroup) {
			break
		}
		n++
		pool.To, pool.Answered = pool.To+g.To, pool.Answered+g.Answered
		for i, c := range g.Counts {
			pool.Counts[i] += c
		}
	}
	if n == 0 {
		return groups
	}
	alone := map[domain.ID]bool{}
	for _, g := range order[n:] {
		alone[g.Department] = true
	}
	out := slices.DeleteFunc(slices.Clone(groups), func(g Group) bool { return !alone[g.Department] })
	return append(out, pool)
}
