// One function per command; each answers the exit status.
#pragma once

#include <string>

#include "daemon/cli/globals.hpp"

namespace rosterd::cli
{

struct SyncArguments {
    bool full = false;
};
int sync(const Globals& globals, const SyncArguments& arguments);

struct PlanArguments {
    std::string out;
    std::string format = "text";
    std::string language; // empty: the configuration's
    bool full = false;
};
int plan(const Globals& globals, const PlanArguments& arguments);

int apply(const Globals& globals, const std::string& file);

struct UndoArguments {
    std::string run;   // empty: every run since `since`
    std::string since; // a day or an instant; empty: from the beginning of `run`
    std::string of;    // employee id, userid or department; empty: everything
    PlanArguments plan;
};
int undo(const Globals& globals, const UndoArguments& arguments);

struct LinkArguments {
    std::string who;         // an employee id; with `department`, HR's path or id
    std::string what;        // a userid; with `department`, a dept_id
    bool department = false; // instead of a person
    std::string source;
    std::string by;
    std::string reason;
};
int link(const Globals& globals, LinkArguments arguments);
int unlink(const Globals& globals, LinkArguments arguments);

int rollout(const Globals& globals);
int rollout_next(const Globals& globals, const std::string& by);

struct CheckArguments {
    std::string file; // empty: configuration, credentials, reachability, permissions
    std::string region;
    std::string language;
    std::string encoding;
    std::string annotate; // write a copy of the file with a findings column here
};
int check(const Globals& globals, const CheckArguments& arguments);

struct TemplateArguments {
    std::string language = "zh-TW";
    std::string format = "csv";
    std::string out; // empty: standard output
};
int make_template(const Globals& globals, const TemplateArguments& arguments);

int findings(const Globals& globals);

struct HoldsArguments {
    bool all = false;     // decided ones too
    std::string language; // empty: the configuration's
};
int holds(const Globals& globals, const HoldsArguments& arguments);

struct DecideArguments {
    std::string id;
    std::string by;
    std::string reason;
};
int decide(const Globals& globals, const DecideArguments& arguments, bool approve);

int status(const Globals& globals);

struct HistoryArguments {
    std::string run; // what it did; empty: the last runs
    std::string of;  // what was done to this employee id, userid or department
    int most = 20;
};
int history(const Globals& globals, const HistoryArguments& arguments);

struct AuditArguments {
    std::string run;   // empty: of every run
    std::string of;    // employee id, userid or department; empty: everyone
    std::string since; // a day or an instant; empty: from the beginning
    int most = 100;
};
int audit(const Globals& globals, const AuditArguments& arguments);
// `mark`: "ENTRIES:SEAL", as kept elsewhere; empty: none.
int audit_verify(const Globals& globals, const std::string& mark);

int backup(const Globals& globals, const std::string& file);

// What changes for whom if `other_file`'s entitlements took the place of the configured ones.
int entitlements_diff(const Globals& globals, const std::string& other_file);

struct ExplainArguments {
    std::string who;      // employee id or userid
    std::string at;       // a day or an instant; empty: now
    std::string language; // empty: the configuration's
};
int explain(const Globals& globals, const ExplainArguments& arguments);

struct ExplainCodeArguments {
    std::string code;     // "60104", "InvalidAuthentication"
    std::string sub_code; // with 88
    std::string language; // empty: the configuration's
};
int explain_code(const Globals& globals, const ExplainCodeArguments& arguments);
int serve(const Globals& globals); // `rosterd run`

} // namespace rosterd::cli
