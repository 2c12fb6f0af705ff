// The nouns the app speaks of. They are the server's own, by shorter names;
// kit/api.d.ts is made from its description of itself.
import type { components } from "./api";

type S = components["schemas"];

export interface Page<T> {
  items: T[];
  next?: string;
  count?: number;
}

export type Principal = S["Sitting"];
export type Account = S["Holder"];
export type Role = S["AuthRole"];
export type Slip = S["AuthSlip"];
export type Unit = S["OrgUnit"];
export type Officer = S["OrgOfficer"];
export type Contact = S["OrgContact"];
export type Recusal = S["OrgRecusal"];
export type Division = S["Division"];

export type Campaign = S["Campaign"];
export type Reminder = S["CampaignReminder"];
export type Worklist = S["DeskWorklist"];
export type Task = S["DeskTask"];

export type Subject = S["RegistrySubject"];
export type Party = S["Party"];
export type Dossier = S["DeskDossier"];
export type Place = S["DeskPlace"];
export type Coverage = S["DeskCoverage"];
export type SuspectedPair = S["RegistryPair"];
export type ImportReport = S["FlowBrought"];
export type ImportRecord = S["Imported"];
export type Issue = S["LedgerIssue"];

export type Draw = S["SpotcheckDraw"];
export type DrawnVisit = S["FlowDrawnVisit"];

export type Entry = S["InspectionEntry"];
export type Visit = S["InspectionVisit"];
export type Plan = S["InspectionPlan"];
export type PlanStep = S["InspectionStep"];
export type Order = S["InspectionOrder"];
export type RowResult = S["InspectionRowResult"];
export type VisitsBrought = S["FlowVisitsBrought"];
export type OnlineCheck = S["InspectionCheck"];
export type Signage = S["InspectionSignage"];
export type Notice = S["InspectionNotice"];
export type Refusal = S["InspectionRefusal"];

export type Lead = S["Lead"];
export type LeadTransfer = S["LeadTransfer"];

export type Case = S["CaseworkCase"];
export type CaseDossier = S["CaseDossier"];
export type Exhibit = S["Exhibit"];
export type Decision = S["Decision"];
export type Clock = S["Clock"];
export type Transfer = S["Transfer"];
export type Step = S["ProcedureStep"];
export type Referral = S["TransferReferral"];
export type Writ = S["Writ"];
export type Sheet = S["FlowSheet"];
export type Template = S["FormTemplate"];
export type Field = S["FormField"];

export type Permit = S["PermitShown"];
export type PermitMark = S["PermitMark"];
export type PermitMovement = S["PermitMovement"];
export type PermitVerification = S["PermitVerification"];
export type Zone = S["Zone"];
export type Banned = S["Banned"];

export type Table = S["ReportTable"];
export type TableRow = S["ReportRow"];
export type Definition = S["IndicatorStory"];
export type Drill = S["ReportOpened"];
export type DrillLine = S["TallyLine"];
export type StageAnswer = S["Draft"];
export type Submission = S["Submission"];
export type Activity = S["OutreachActivity"];
export type PaperCount = S["SubmissionCount"];

export type JournalEntry = S["JournalEntry"];
