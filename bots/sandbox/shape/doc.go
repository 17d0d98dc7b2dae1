// Package shape checks decoded JSON against compact tables: which members an object has, of what type, how long, and how
// many. A table is text, one object a paragraph, so that a platform's rules can be read beside its documentation. It
// refuses to know any platform.
package shape
