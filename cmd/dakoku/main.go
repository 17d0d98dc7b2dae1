// Command dakoku is the whole product in one binary: the web and webhook server, the worker, the sandbox and the
// verbs an operator types. It is the only place that wires everything.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// version is set by the build.
var version = "dev"

// console is what a verb talks to.
type console struct {
	in       io.Reader
	out, err io.Writer
}

// verb is one thing the binary does.
type verb struct {
	name string
	args string // how it is called, after its name
	says string // what it does, one line
	run  func(ctx context.Context, c console, args []string) error
}

// errUsage is a wrong call: exit code 2. Its text says what was wrong.
type errUsage struct{ text string }

func (e errUsage) Error() string { return e.text }

func verbs() []verb {
	return []verb{
		{"serve", "[--no-worker]", "web, webhooks, worker and schedules", serve},
		{"work", "[--addr ADDR]", "the worker alone, beside a serve --no-worker; its health and metrics at ADDR", work},
		{"sandbox", "[--empty]", "serve with fake LINE, Chatwork and Slack and a chat page; --empty begins with a company that has nothing but its owner, and with LINE alone", sandboxed},
		{"migrate", "", "bring the database up to date", migrate},
		{"backup", "FILE", "copy the embedded database into a new file, while it is in use", backup},
		{"new", "--company CODE --name NAME --owner NAME --login LOGIN", "an empty company, with a one-time password for its owner; the console asks the rest", newCompany},
		{"seed", "[--effective DATE] [--reason TEXT] [--dry-run] FILE…", "apply company files; twice changes nothing; --dry-run tells what would change, in open months too", seed},
		{"company", "--company CODE [--date DATE] [--out FILE]", "the company as a company file, without passwords and secrets; seed of it changes nothing", wholeCompany},
		{"chat", "--company CODE --as NAME [--channel line]", "talk in a terminal", chat},
		{"punches", "--company CODE --from DATE --to DATE [--employee CODE] [--format json|csv]", "the ledger, raw", punches},
		{"summary", "--company CODE --month YYYY-MM [--employee CODE] [--format json|csv]", "the hours of a month, one line a person", summary},
		{"export", "--company CODE --month YYYY-MM --layout NAME|FILE.yaml [--group CODE] [--employee CODE] [--out FILE] [--since EARLIER-FILE] [--preview], or employees --company CODE [--date DATE] [--out FILE]",
			"a month as a file for payroll and other programs, or the people as a list that import employees reads", exportFile},
		{"timesheet", "--company CODE --month YYYY-MM [--employee CODE | --group CODE] [--format pdf|html|csv] [--lang ja|en] [--out FILE]",
			"a month as people sign it, a page a person: corrected times beside their originals", timesheets},
		{"import", "punches|holidays --company CODE FILE.csv [--dry-run], or employees --company CODE FILE.csv [--dry-run] [--map TITLE=COLUMN,…] [--lines 2-50,60|good] [--empty keep|clear] [--effective DATE] [--reason TEXT]",
			"punches another system kept, marked as imports, the Cabinet Office's holidays, or people, told cell by cell; twice changes nothing", importFile},
		{"layouts", "[NAME]", "the layouts export knows, or one of them as a file to copy and change", layouts},
		{"verify", "--company CODE", "check the chain of receipts, and that locked months come out as they were locked", verify},
		{"forecast", "--company CODE --group CODE --month YYYY-MM", "what keeps a month from being closed, person by person, and what came after its lock", forecast},
		{"lint", "--company CODE --month YYYY-MM [--employee CODE]", "what rounding, automatic breaks and short rests cost people, with the source of the law", lint},
		{"lock", "--company CODE --group CODE --month YYYY-MM [--employee CODE] --as LOGIN --reason TEXT", "lock a month", lock},
		{"unlock", "--company CODE --group CODE --month YYYY-MM [--employee CODE] --as LOGIN --reason TEXT", "undo a month lock", unlock},
		{"requests", "--company CODE [--state STATE]", "the corrections people asked for, and what became of them", requests},
		{"rehearse", "--company CODE --missing in,out [--within MINUTES] [--before HH:MM]", "what a rule of automatic approval would have approved", rehearse},
		{"audit", "--company CODE [--employee CODE] [--from DATE] [--to DATE] [--format text|json|csv]",
			"who changed what, when, by which door, before, after and why", audited},
		{"reminders", "--company CODE [--at TIME]", "whom the company would remind of what, and which notices reached nobody", reminders},
		{"message", "--company CODE --as LOGIN --file FILE.yaml [--dry-run] | --company CODE --as LOGIN --stop NUMBER",
			"send or schedule a message or survey; --dry-run tells to whom, by which channel and at what cost; --stop cancels or recalls one", sendMessage},
		{"messages", "--company CODE", "the newest messages, and how far each has come", listMessages},
		{"survey", "--company CODE --number NUMBER [--format json|csv]", "who has a message and what was answered", surveyed},
		{"link-code", "--company CODE --employee CODE", "a six-digit number that links a chat account", linkCode},
		{"recorder", "pair|revoke --company CODE --recorder CODE --as LOGIN, or list|events --company CODE [--recorder CODE] [--held]",
			"pair a device with a shared recorder by a code, end that, or tell how they are and what they saw", recorders},
		{"reissue", "--company CODE --employee CODE --as LOGIN [--second-factor]", "a one-time password for somebody who cannot sign in; takes off the second factor if told so", reissue},
		{"menus", "--company CODE", "register the LINE menus of a company's channels", menus},
		{"version", "", "print the version", printVersion},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, console{os.Stdin, os.Stdout, os.Stderr}, os.Args[1:])
	stop()
	os.Exit(code)
}

// run does one verb: 0 is done, 1 failed, 2 called wrongly.
func run(ctx context.Context, c console, args []string) int {
	if len(args) == 2 && args[0] == "help" {
		args = []string{args[1], "-h"}
	}
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		usage(c.out)
		if len(args) == 0 {
			return 2
		}
		return 0
	}
	for _, v := range verbs() {
		if v.name != args[0] {
			continue
		}
		err := flag.ErrHelp
		if len(args) == 1 || args[1] != "-h" && args[1] != "--help" {
			err = v.run(ctx, c, args[1:])
		}
		var wrong errUsage
		switch {
		case err == nil:
			return 0
		case errors.Is(err, flag.ErrHelp):
			fmt.Fprintf(c.out, "dakoku %s %s\n%s\n", v.name, v.args, v.says)
			return 0
		case errors.As(err, &wrong):
			fmt.Fprintf(c.err, "dakoku %s: %s. Usage: dakoku %s %s\n", v.name, wrong.text, v.name, v.args)
			return 2
		default:
			for _, line := range explain(err) {
				fmt.Fprintf(c.err, "dakoku %s: %s\n", v.name, line)
			}
			return 1
		}
	}
	fmt.Fprintf(c.err, "dakoku: there is no verb %q; dakoku help lists them\n", args[0])
	return 2
}

func usage(w io.Writer) {
	fmt.Fprintln(w, "dakoku records attendance in the chat people already use. Verbs:")
	for _, v := range verbs() {
		fmt.Fprintf(w, "  %-10s %s\n             %s\n", v.name, v.args, v.says)
	}
	fmt.Fprintln(w, "Configuration is in the environment; README.md lists it.")
}

func printVersion(_ context.Context, c console, args []string) error {
	if _, err := flags("version", args, false, func(*flag.FlagSet) {}); err != nil {
		return err
	}
	_, err := fmt.Fprintln(c.out, "dakoku", version)
	return err
}

// flags parses a verb's options; anything left over is wrong unless rest is wanted.
func flags(name string, args []string, rest bool, declare func(*flag.FlagSet)) ([]string, error) {
	set := flag.NewFlagSet(name, flag.ContinueOnError)
	set.SetOutput(io.Discard)
	declare(set)
	switch err := set.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return nil, err
	case err != nil:
		return nil, errUsage{err.Error()}
	}
	if !rest && set.NArg() > 0 {
		return nil, errUsage{fmt.Sprintf("%q is not understood", set.Arg(0))}
	}
	return set.Args(), nil
}
