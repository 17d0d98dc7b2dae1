package dialog

import "strings"

// Action is what a button asks for. It is a request, never a permission: the domain checks it again.
// A named action ("punch.void 0191…") works for ever. An unnamed one carries the id of the question it answers
// and dies with it.
type Action struct {
	Name     string `json:"name,omitempty"`
	Arg      string `json:"arg,omitempty"`
	Question string `json:"question,omitempty"`
}

// Zero tells whether there is no action.
func (a Action) Zero() bool { return a == Action{} }

// general tells whether a says in general what b asks for about one thing: 取消 and a receipt's own 取消, 承認 1031 and the
// same of what was shown.
func (a Action) general(b Action) bool {
	return a.Name == b.Name && a.Question == "" && b.Question == "" && (a.Arg == "" || strings.HasPrefix(b.Arg, a.Arg+" "))
}

// String is the action as a button carries it; the shortest platform allows 300 characters.
func (a Action) String() string {
	if a.Question != "" {
		return "?" + a.Question + " " + a.Arg
	}
	return strings.TrimSuffix(a.Name+" "+a.Arg, " ")
}

// ParseAction reads String's form back. Anything is an action; a name nobody knows is answered as an old button.
func ParseAction(s string) Action {
	head, arg, _ := strings.Cut(s, " ")
	if q, ok := strings.CutPrefix(head, "?"); ok {
		return Action{Question: q, Arg: arg}
	}
	return Action{Name: head, Arg: arg}
}
