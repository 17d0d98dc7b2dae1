package org

import (
	"net/mail"
	"strings"
)

// Title is how somebody is addressed in English (敬称).
type Title string

// Titles are all there are.
var Titles = []Title{"Mr.", "Mrs.", "Ms.", "Dr.", "Prof."}

// Employment is by what sort of contract somebody works (雇用区分).
type Employment string

// Employments are all there are: 正社員, 契約社員, パート, アルバイト, 派遣, 役員.
var Employments = []Employment{"regular", "contract", "part_time", "casual", "dispatched", "officer"}

// PayForm is what wages are counted by (支給形態).
type PayForm string

// PayForms are all there are: 月給, 日給, 時給.
var PayForms = []PayForm{"monthly", "daily", "hourly"}

// MaxMails is how many addresses a person may have.
const MaxMails = 3

// maxMail is how long an address may be (RFC 5321, 4.5.3.1.3).
const maxMail = 254

// IsMail tells whether a text is an address that mail can be sent to, without a name around it.
func IsMail(text string) bool {
	a, err := mail.ParseAddress(text)
	return err == nil && a.Address == text && a.Name == "" && len(text) <= maxMail && strings.Contains(text[strings.LastIndex(text, "@"):], ".")
}
