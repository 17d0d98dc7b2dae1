// Package shell is what every page stands in: who is here and what he may open, forms, notices that survive a redirect,
// and the page for errors. It knows no feature; the packages of pages stand beside each other on it.
package shell
