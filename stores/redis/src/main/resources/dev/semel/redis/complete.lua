-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Complete: stores the result. ARGV[5] to [10]: see completed()

if not is_mine() then
  return answer('FENCED') -- S5
end
if record.state == 'COMPLETED' and record.digest == ARGV[8] then
  return repeated('APPLIED') -- S6: by claim id and result digest both
end
if not is_unfinished() then
  return answer('FENCED') -- S3, S5
end
return completed()
