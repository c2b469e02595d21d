-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Find: the record, expired or not. A script, so that a value of another type is answered and not an error.

return answer('FOUND')
