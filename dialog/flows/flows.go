package flows

import (
	"context"
	"sync"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Tenants finds companies and their words.
type Tenants interface {
	Tenant(ctx context.Context, id domain.ID) (org.Tenant, error)
}

// People finds the person who talks and keeps his language.
type People interface {
	Employee(ctx context.Context, tenant, id domain.ID) (org.Employee, error)
	SetLanguage(ctx context.Context, tenant, employee domain.ID, lang string) error
}

// Ledger records what people say; attendance.Service does.
type Ledger interface {
	Punch(ctx context.Context, actor domain.Actor, cmd attendance.Command) (attendance.Result, error)
	Void(ctx context.Context, actor domain.Actor, punch domain.ID, ref attendance.Ref) (attendance.Undone, error)
	ByMessage(ctx context.Context, actor domain.Actor, message string) (attendance.Said, error)
	Newest(ctx context.Context, actor domain.Actor) (attendance.Said, error)
}

// Records tells what was recorded; attendance.Service does.
type Records interface {
	Today(ctx context.Context, tenant, employee domain.ID, now time.Time) (attendance.Today, error)
	Day(ctx context.Context, tenant, employee domain.ID, date calendar.Date, now time.Time) (attendance.OneDay, error)
	Forgotten(ctx context.Context, tenant, employee domain.ID, answered []calendar.Date, now time.Time) (*worktime.Forgotten, error)
	Month(ctx context.Context, tenant, employee domain.ID, month calendar.Month, now time.Time) (worktime.Aggregate, error)
	Agreement(ctx context.Context, tenant, employee domain.ID, this worktime.Aggregate, now time.Time) (worktime.Agreement, bool, error)
	Why(ctx context.Context, tenant, employee domain.ID, q worktime.Question, now time.Time) (worktime.Explanation, error)
	WhoIsIn(ctx context.Context, actor domain.Actor) ([]attendance.Presence, error)
}

// Linking ties chat accounts to people; org.Linking does.
type Linking interface {
	Look(ctx context.Context, who org.Who, typed string) (org.Employee, error)
	Confirm(ctx context.Context, who org.Who, typed string, employee domain.ID) (org.ChatAccount, error)
	Unlink(ctx context.Context, actor domain.Actor, channel domain.ID, user string) error
}

// Deps is what the conversations stand on. Every field is needed.
type Deps struct {
	Tenants   Tenants
	People    People
	Ledger    Ledger
	Records   Records
	Linking   Linking
	Reminders Reminders
	Messages  Messages
	Sending   Sending

	Requests  Requests
	Decisions Decisions
	Reasons   ReasonCodes

	Now domain.Clock // for pages drawn outside a turn
}

// Flows is the script of the product and runs it. It implements dialog.Runner and draws people's home pages.
type Flows struct {
	Deps
	dialog.Engine
	dialogs   map[string]dialog.Dialog
	acts      map[string]dialog.Act
	words     map[string]dialog.Action
	companies sync.Map // tenant → company, for companyLife
}

// New makes the conversations.
func New(d Deps) *Flows {
	f := &Flows{Deps: d, words: words()}
	f.Engine = dialog.New(f)
	f.acts = map[string]dialog.Act{
		actPunch: f.punch, actGreet: f.greet, actUndo: f.undo, actKeep: f.keep,
		actForgot: f.forgot, actPick: f.pick, actLater: f.later,
		actToday: f.today, actMonth: f.month, actWho: f.who, actWhy: f.why, actPhrase: f.phrase, actHint: f.hint, actDay: f.oneDay,
		actHelp: f.help, actLanguage: f.language, actLink: f.link, actUnlink: f.unlink, actCorrect: f.correct,
		actRequests: f.requests, actWithdraw: f.withdraw, actRedo: f.redo, actTakeBack: f.takenBack, actApprovals: f.approvals,
		actApprove: f.approve, actReturn: f.giveBack, actReject: f.reject, actApproveAll: f.approveAll,
		actSend: f.write, actRecall: f.recall,
		actRemindLater: f.remindLater, actSilence: f.silence, actMessages: f.messages, actMessage: f.message, actSurveys: f.surveys, actWhich: f.which,
		actVote: f.voted(notice.Choose), actJoin: f.voted(notice.Join), actDrop: f.voted(notice.Leave), actComment: f.comment,
		dialog.ActJoined: f.joined, dialog.ActOpened: f.opened,
		dialog.ActEdited: f.edited, dialog.ActWithdrawn: f.withdrawn,
	}
	f.dialogs = map[string]dialog.Dialog{
		backName: f.backDialog(), forgotName: f.forgotDialog(), linkName: f.linkDialog(), unlinkName: f.unlinkDialog(),
		correctName: f.correctDialog(), decideName: f.decideDialog(), surveyName: f.surveyDialog(), sendName: f.sendDialog(),
	}
	return f
}
