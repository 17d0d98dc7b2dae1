package domain

import (
	"errors"
	"fmt"
)

// Code says what kind of refusal an Error is. A door maps codes to words once.
type Code string

// The codes.
const (
	Invalid     Code = "invalid"     // what was given cannot be understood or is out of range
	NotFound    Code = "not_found"   // there is no such thing for this tenant
	Conflict    Code = "conflict"    // it changed meanwhile
	Forbidden   Code = "forbidden"   // this person may not
	NotAllowed  Code = "not_allowed" // this punch method is not allowed; Args["allowed"] lists the doors that are
	Locked      Code = "locked"      // the month is locked (月確定); Args["month"] names it
	Expired     Code = "expired"     // it was valid once
	TooMany     Code = "too_many"    // tried too often; Args["until"] says when to try again
	Unavailable Code = "unavailable" // storage or a platform cannot be reached now; trying again may work
)

// Error is the one error type of the domain: a code for the door, arguments for its sentence, a text for the log.
type Error struct {
	Code Code
	Args map[string]any
	Text string // for logs and operators, in English; never shown to employees
	Err  error
}

// Error implements error.
func (e *Error) Error() string {
	s := string(e.Code)
	if e.Text != "" {
		s = e.Text
	}
	return s
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an Error with a text for the log. A %w verb keeps its cause.
func Errorf(code Code, format string, a ...any) *Error {
	err := fmt.Errorf(format, a...)
	return &Error{Code: code, Text: err.Error(), Err: errors.Unwrap(err)}
}

// Refuse makes an Error with arguments for the sentence a door will say. The pairs are key, value, key, value.
func Refuse(code Code, pairs ...any) *Error {
	e := &Error{Code: code, Args: map[string]any{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		e.Args[pairs[i].(string)] = pairs[i+1]
	}
	return e
}

// CodeOf returns the code of the first domain Error in err's chain, or "" when there is none.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// Is tells whether err carries the code.
func Is(err error, code Code) bool { return CodeOf(err) == code }
