// Brings a ledger of an older version up to date, with a verified copy of it kept until that is done.
#pragma once

namespace huzzah::store {

class connection;

/// Migrates the ledger of a connection that can write, all of it or nothing. One of an older version is
/// copied first, beside it and with mode 0600, and the copy is verified; it is removed once the migrated
/// ledger holds as many kudos as before, and else stays as FILE.before-upgrade. Throws storage_failure.
void upgrade(connection& on);

}  // namespace huzzah::store
