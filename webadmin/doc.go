// Package webadmin assembles the web pages on Echo: addresses, headers, and the doors of its sub-packages. It knows no
// chat channel; webhooks are served beside it.
//
// # How to add a page
//
// A page is one Go file and one template of the same stem in the package it belongs to (portal, admin, recorder …): the
// type SignIn is in sign_in.go and is filled into sign_in.html, with its GET and its POST. Every handler goes the same way:
//
//  1. who: shell.Route says what is needed to come in (Anyone … AsOwner), and shell has checked it. v.Tenant and v.Person
//     are read anew at each visit; v.Actor(door) is the person for the domain, which checks once more what he may.
//  2. read: ask the domain. The page is a struct that embeds ui.Page (v.Page(title)), its fields are words and figures.
//  3. form: v.Text(name) reads a line, v.NewForm() names a form when it is shown and v.Form() reads the name back: what a
//     form does is done once for its name (it is the attendance.Ref, or the like), however often it is sent.
//  4. domain: one call. Its refusal becomes a sentence: beside the field (ui.Field.Error) or as a notice.
//  5. answer: v.Say(notice) and v.Go(path) when it was done; else v.Show(status, page) with the same form and what was
//     typed. Any other error is returned: shell shows one page for all of them.
//
// The template defines "body", perhaps "head"; the parts in webadmin/ui/templates/parts.html (field, submit, notice, badge,
// paging, search, empty) are filled with the structs of package ui. No inline script or style: the policy in server.go
// lets none run. Texts are in domain/locale; sentences about punches in domain/telling.
//
// The page joins by a line in its package's Door(): path, need, and a locale key if it is in the navigation. The tests that
// walk all routes with all roles, and all pages at all sizes, find it there.
package webadmin
