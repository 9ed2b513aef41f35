"""One export of archives (档案导出) of a series and period: ordered, made or given up.

Law: district opinion on township congress work, part 3 (document 2 §三(三)3, 档案资料管理); draft opinion on residents'
committees, part 2 (document 5 §二(三)3(4)): archives are kept, and what leaves them is on record. Requirement X-002.
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from auditor.export.answers import exports_of_unit
from auditor.export.rule import Export, decide, evolve, export_stream
from auditor.export.view import EXPORTS

STREAM = Stream(
    rule=Rule(begins=Export(), decide=decide, evolve=evolve),
    key=export_stream,
    rules=RulesOf.NONE,
    views=(EXPORTS,),
    answers=(exports_of_unit,),
)
