// Package sandbox plays LINE, Chatwork and Slack: the same HTTP interfaces, the same signatures, the same limits and
// refusals, and one page on which a person chats with the bot. The demo and the test double are one thing, so what works
// on the page has passed the checks the tests use. It refuses to know companies, punches and dialogs: it sees only what
// crosses the wire, and the ledger as lines somebody hands it to show.
package sandbox
