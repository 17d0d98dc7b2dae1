package ui

import (
	"html/template"
	"io/fs"
	"sync"
	"text/template/parse"
)

const frame = "layout.html"

func empty() *template.Template {
	return template.New(frame).Funcs(template.FuncMap{"asset": Asset})
}

// layout is the frame and the parts every page may use.
var layout = sync.OnceValue(func() *template.Template { return template.Must(empty().ParseFS(files, "templates/*.html")) })

// assemble is the frame with a page's own templates and the parts they use. All parts with every page were most of a
// server's memory.
func assemble(own fs.FS, name string) *template.Template {
	page := template.Must(empty().ParseFS(own, name))
	seen := map[string]bool{}
	for wanted := []string{frame}; len(wanted) > 0; wanted = wanted[1:] {
		part := wanted[0]
		if seen[part] {
			continue
		}
		seen[part] = true
		t := page.Lookup(part)
		if t == nil || t.Tree == nil {
			if t = layout().Lookup(part); t == nil || t.Tree == nil {
				panic("ui: " + name + " uses a part that is not there: " + part)
			}
			t = template.Must(page.AddParseTree(part, t.Tree.Copy()))
		}
		wanted = append(wanted, uses(t.Tree.Root)...)
	}
	return page.Lookup(frame)
}

// uses names the templates that a part of a tree fills in.
func uses(n parse.Node) (names []string) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, one := range n.Nodes {
				names = append(names, uses(one)...)
			}
		}
	case *parse.IfNode:
		return append(uses(n.List), uses(n.ElseList)...)
	case *parse.RangeNode:
		return append(uses(n.List), uses(n.ElseList)...)
	case *parse.WithNode:
		return append(uses(n.List), uses(n.ElseList)...)
	case *parse.TemplateNode:
		return []string{n.Name}
	}
	return names
}
